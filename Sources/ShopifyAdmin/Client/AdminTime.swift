public import Foundation

/// Time and chance as the client sees them. Tests put their own in, so that no test waits.
public struct AdminTime: Sendable {
    /// Time since an arbitrary start; never goes back.
    public var now: @Sendable () -> Duration
    /// The wall clock, for the expiry of tokens.
    public var date: @Sendable () -> Date
    /// Waits; throws `CancellationError` when the task is cancelled.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// A number from 0 up to, but not including, 1: the jitter of delays.
    public var random: @Sendable () -> Double

    public init(
        now: @escaping @Sendable () -> Duration,
        date: @escaping @Sendable () -> Date,
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        random: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.date = date
        self.sleep = sleep
        self.random = random
    }

    /// The clocks of this machine.
    public static let system: AdminTime = {
        let start = ContinuousClock.now
        return AdminTime(
            now: { ContinuousClock.now - start },
            date: { Date() },
            sleep: { try await Task.sleep(for: $0) },
            random: { Double.random(in: 0..<1) }
        )
    }()
}

extension Duration {
    /// The duration in seconds.
    var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}

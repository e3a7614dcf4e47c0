import Foundation
import Synchronization

/// The server's time as it was told last, carried on by this process's own clock: never ahead of the server's unless that was set back.
final class RecentTime: Sendable {
    private let last = Mutex<(told: Date, at: ContinuousClock.Instant)?>(nil)
    /// A server's clock may be set, and clocks run unequally.
    private static let longest = Duration.seconds(60)

    func note(_ told: Date, at now: ContinuousClock.Instant = .now) {
        last.withLock { $0 = (told, now) }
    }

    /// `nil` when the server has not been asked for a minute.
    var now: Date? { now(at: .now) }

    func now(at instant: ContinuousClock.Instant) -> Date? {
        guard let (told, at) = last.withLock({ $0 }), instant - at < Self.longest else { return nil }
        return told.addingTimeInterval((instant - at) / .seconds(1))
    }
}

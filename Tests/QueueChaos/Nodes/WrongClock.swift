import Foundation
import Synchronization

/// The host's clock and an offset that the controller changes while nodes run: an operator who sets the clock, a time service that steps.
final class WrongClock: Sendable {
    private let file: URL
    private let state = Mutex((offset: TimeInterval(0), readAt: ContinuousClock.Instant?.none))

    init(file: URL) { self.file = file }

    func now() -> Date {
        let offset = state.withLock { state in
            let instant = ContinuousClock.now
            if let readAt = state.readAt, readAt.duration(to: instant) < .milliseconds(20) { return state.offset }
            state.readAt = instant
            if let text = try? String(contentsOf: file, encoding: .utf8), let seconds = TimeInterval(text) { state.offset = seconds }
            return state.offset
        }
        return Date().addingTimeInterval(offset)
    }

    /// Written whole: a reader sees the old offset or the new one.
    static func set(_ seconds: TimeInterval, in file: URL) throws {
        try Data("\(seconds)".utf8).write(to: file, options: .atomic)
    }
}

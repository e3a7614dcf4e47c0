public import Foundation
import Synchronization

/// A clock that stands still until a test moves it: for everything in a queue that sleeps, and for the database's time.
///
/// Sleepers wake in the order of their deadlines, each at its own time, so that what one of them does is seen by the next.
public final class ManualClock: Clock, Sendable {
    /// A point of the clock's time, counted from its beginning.
    public struct Instant: InstantProtocol {
        public let offset: Duration

        public func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        public func duration(to other: Instant) -> Duration { other.offset - offset }
        public static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct Sleeper {
        let id: Int
        let deadline: Instant
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now = Instant(offset: .zero)
        var nextID = 0
        /// In the order of their deadlines.
        var sleepers: [Sleeper] = []
        /// Sleeps that were cancelled before they began to wait.
        var cancelled: Set<Int> = []
    }

    private let start: Date
    private let state = Mutex(State())

    /// - Parameter start: the date that the clock shows first; by default a Monday, so that tests do not depend on the day they run.
    public init(_ start: Date = Date(timeIntervalSince1970: 1_767_571_200)) {
        self.start = start
    }

    public var now: Instant { state.withLock { $0.now } }
    public var minimumResolution: Duration { .microseconds(1) }

    /// The wall-clock time that the clock shows.
    public var date: Date { date(of: now) }

    /// How many tasks sleep on the clock.
    public var sleeperCount: Int { state.withLock { $0.sleepers.count } }

    /// When the next sleeper wakes; nil when nobody sleeps.
    public var nextDeadline: Date? { state.withLock { $0.sleepers.first?.deadline }.map(date(of:)) }

    public func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let result: Result<Void, any Error>? = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
                    if deadline <= state.now { return .success(()) }
                    let place = state.sleepers.firstIndex { $0.deadline > deadline } ?? state.sleepers.count
                    state.sleepers.insert(Sleeper(id: id, deadline: deadline, continuation: continuation), at: place)
                    return nil
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            let sleeper: Sleeper? = state.withLock { state in
                guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
                    state.cancelled.insert(id)
                    return nil
                }
                return state.sleepers.remove(at: index)
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
        state.withLock { _ = $0.cancelled.remove(id) }
    }

    /// Moves the clock on and wakes whom it passes. Returns at once: what they do happens concurrently.
    public func advance(by duration: Duration) {
        precondition(duration >= .zero, "A clock does not go back; give the date of another beginning instead.")
        let target = now.advanced(by: duration)
        while let sleeper = wake(until: target) { sleeper.resume() }
    }

    /// Moves the clock on to a date that has not passed.
    public func advance(to date: Date) {
        advance(by: max(.zero, .microseconds(Int64((date.timeIntervalSince(self.date) * 1_000_000).rounded(.up)))))
    }

    /// Takes the next sleeper up to `target`, moving the clock to its deadline; nil when there is none and the clock stands at `target`.
    private func wake(until target: Instant) -> CheckedContinuation<Void, any Error>? {
        state.withLock { state in
            guard let sleeper = state.sleepers.first, sleeper.deadline <= target else {
                state.now = max(state.now, target)
                return nil
            }
            state.sleepers.removeFirst()
            state.now = max(state.now, sleeper.deadline)
            return sleeper.continuation
        }
    }

    private func date(of instant: Instant) -> Date { start.addingTimeInterval(instant.offset / .seconds(1)) }
}

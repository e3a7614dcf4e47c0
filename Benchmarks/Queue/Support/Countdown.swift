import Synchronization

/// Counts runs down and takes the time from the first to the last.
final class Countdown: Sendable {
    private struct State {
        var left: Int
        var first: ContinuousClock.Instant?
        var last: ContinuousClock.Instant?
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state: Mutex<State>

    init(_ count: Int) { state = Mutex(State(left: count)) }

    func hit() {
        let now = ContinuousClock.now
        let waiter = state.withLock { state in
            if state.first == nil { state.first = now }
            state.left -= 1
            guard state.left == 0 else { return nil as CheckedContinuation<Void, Never>? }
            state.last = now
            return state.waiter
        }
        waiter?.resume()
    }

    var left: Int { state.withLock { $0.left } }

    /// Seconds from the first to the last.
    func done() async -> Double {
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                state.waiter = continuation
                return state.left <= 0
            }
            if isDone { continuation.resume() }
        }
        return state.withLock { state in
            guard let first = state.first, let last = state.last else { return .infinity }
            return (last - first) / .seconds(1)
        }
    }
}

import Synchronization

/// Wakes one waiting task. Set before anybody waits, it is not lost; set many times, it wakes once.
final class WakeSignal: Sendable {
    private struct State {
        var isSet = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    func set() {
        let waiter = state.withLock { state in
            guard let waiter = state.waiter else {
                state.isSet = true
                return nil as CheckedContinuation<Void, Never>?
            }
            state.waiter = nil
            return waiter
        }
        waiter?.resume()
    }

    /// Returns when the signal is set. Only one task may wait.
    func wait() async {
        await withCheckedContinuation { continuation in
            let isSet = state.withLock { state in
                if state.isSet {
                    state.isSet = false
                    return true
                }
                state.waiter = continuation
                return false
            }
            if isSet { continuation.resume() }
        }
    }

    /// Returns when the signal is set, or after the time. Only one task may wait.
    func wait(atMost limit: Duration, _ clock: WorkerClock) async {
        let isSet = state.withLock { state in
            defer { state.isSet = false }
            return state.isSet
        }
        if isSet { return }
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                try? await clock.sleep(limit)
                if Task.isCancelled == false { self.set() }
            }
            await wait()
            group.cancelAll()
        }
    }
}

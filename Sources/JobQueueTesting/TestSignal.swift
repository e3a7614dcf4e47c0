import Synchronization

/// Something a test waits for instead of sleeping: whoever does it sends a value, the test awaits it.
///
/// Values are kept in order until they are taken, so nothing is missed however late the test looks.
public final class TestSignal<Value: Sendable>: Sendable {
    private struct Waiter {
        let id: Int
        let isWanted: @Sendable (Value) -> Bool
        let continuation: CheckedContinuation<Value?, Never>
    }

    private struct State {
        var values: [Value] = []
        var waiters: [Waiter] = []
        var nextID = 0
    }

    private let state = Mutex(State())

    public init() {}

    /// Hands the value to the first test that waits for such a one, or keeps it.
    public func send(_ value: Value) {
        let waiter: Waiter? = state.withLock { state in
            guard let index = state.waiters.firstIndex(where: { $0.isWanted(value) }) else {
                state.values.append(value)
                return nil
            }
            return state.waiters.remove(at: index)
        }
        waiter?.continuation.resume(returning: value)
    }

    /// The next value that fits; those before it stay for others.
    /// - Parameter limit: real time after which the test gives up. Only a broken test ever waits so long.
    /// - Throws: ``TestSignalTimeout``
    public func next(
        within limit: Duration = .seconds(20),
        where isWanted: @escaping @Sendable (Value) -> Bool = { _ in true }
    ) async throws -> Value {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        let alarm = Task {
            try await Task.sleep(for: limit)
            self.giveUp(id)
        }
        defer { alarm.cancel() }
        let value: Value? = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let ready: Value? = state.withLock { state in
                    if let index = state.values.firstIndex(where: isWanted) { return state.values.remove(at: index) }
                    state.waiters.append(Waiter(id: id, isWanted: isWanted, continuation: continuation))
                    return nil
                }
                if let ready { continuation.resume(returning: ready) }
                if Task.isCancelled { giveUp(id) }
            }
        } onCancel: {
            giveUp(id)
        }
        guard let value else { throw TestSignalTimeout(limit: limit, kept: state.withLock { $0.values.map { "\($0)" } }) }
        return value
    }

    /// The values that nobody has taken yet.
    public var pending: [Value] { state.withLock { $0.values } }

    private func giveUp(_ id: Int) {
        let waiter: Waiter? = state.withLock { state in
            guard let index = state.waiters.firstIndex(where: { $0.id == id }) else { return nil }
            return state.waiters.remove(at: index)
        }
        waiter?.continuation.resume(returning: nil)
    }
}

/// The awaited signal did not come.
public struct TestSignalTimeout: Error, Sendable, CustomStringConvertible {
    public let limit: Duration
    /// What came instead.
    public let kept: [String]

    public var description: String {
        "No such signal came within \(limit); \(kept.isEmpty ? "nothing was sent." : "there were: \(kept.joined(separator: ", ")).")"
    }
}

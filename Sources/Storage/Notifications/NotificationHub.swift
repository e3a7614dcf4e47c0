import Synchronization

/// Who listens in this process, and the way of a signal to them.
final class NotificationHub: Sendable {
    private struct State {
        var nextID = 0
        var listeners: [String: [Int: AsyncStream<String>.Continuation]] = [:]
        var isClosed = false
    }

    private let state = Mutex(State())

    /// A listener that is this far behind loses the oldest: signals are hints.
    private static let longestBacklog = 1024

    func listen(on channel: String) -> AsyncStream<String> {
        let (stream, continuation) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingNewest(Self.longestBacklog))
        let id = state.withLock { state -> Int? in
            if state.isClosed { return nil }
            state.nextID += 1
            state.listeners[channel, default: [:]][state.nextID] = continuation
            return state.nextID
        }
        guard let id else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in self?.remove(id, from: channel) }
        return stream
    }

    var hasListeners: Bool { state.withLock { !$0.listeners.isEmpty } }

    func publish(_ signals: some Sequence<Signal>) {
        for signal in signals {
            let listeners = state.withLock { Array($0.listeners[signal.channel, default: [:]].values) }
            for listener in listeners { listener.yield(signal.payload) }
        }
    }

    /// Tells everybody to look for themselves: signals may have been lost.
    func publishToAll() {
        let channels = state.withLock { Array($0.listeners.keys) }
        publish(channels.map { Signal(channel: $0, payload: "") })
    }

    func close() {
        let listeners = state.withLock { state in
            defer { state.listeners = [:] }
            state.isClosed = true
            return state.listeners.values.flatMap(\.values)
        }
        for listener in listeners { listener.finish() }
    }

    private func remove(_ id: Int, from channel: String) {
        state.withLock { state in
            state.listeners[channel]?[id] = nil
            if state.listeners[channel]?.isEmpty == true { state.listeners[channel] = nil }
        }
    }
}

public import ServiceLifecycle
import Synchronization

/// Hands every event of the queue to every open page.
///
/// A page that reads too slowly loses its oldest events rather than holding the others up: events are hints, the page's next load is the truth.
public final class EventHub: Service, Sendable {
    private struct State {
        var subscribers: [Int: AsyncStream<LiveEvent>.Continuation] = [:]
        var next = 0
        var sent = 0
        var isOpen = true
    }

    private let state = Mutex(State())
    private let source: @Sendable () async -> AsyncStream<LiveEvent>
    private let process = String(UInt64.random(in: 0 ... .max), radix: 36)
    static let buffered = 256

    /// - Parameter source: where the events come from; asked once, when the service runs.
    public init(source: @escaping @Sendable () async -> AsyncStream<LiveEvent>) {
        self.source = source
    }

    /// Forwards until the process shuts down; then every open stream ends, so that the server need not wait for browsers.
    public func run() async throws {
        let events = await source()
        await withGracefulShutdownHandler {
            await cancelWhenGracefulShutdown {
                for await event in events { self.send(event) }
            }
        } onGracefulShutdown: {
            self.close()
        }
        close()
    }

    /// A stream of what happens from now on. It ends when the hub closes or the reader goes away.
    public func subscribe() -> AsyncStream<LiveEvent> {
        AsyncStream(bufferingPolicy: .bufferingNewest(Self.buffered)) { continuation in
            let id = state.withLock { state -> Int? in
                guard state.isOpen else { return nil }
                state.next += 1
                state.subscribers[state.next] = continuation
                return state.next
            }
            guard let id else { return continuation.finish() }
            continuation.onTermination = { [weak self] _ in
                self?.state.withLock { _ = $0.subscribers.removeValue(forKey: id) }
            }
        }
    }

    /// How many pages listen.
    public var subscriberCount: Int { state.withLock { $0.subscribers.count } }

    /// How far the news has come.
    var mark: NewsMark { NewsMark(process: process, number: state.withLock(\.sent)) }

    /// Hands one event to everybody, with the mark that it brings the news to.
    public func send(_ event: LiveEvent) {
        let (subscribers, number) = state.withLock { state in
            state.sent += 1
            return (Array(state.subscribers.values), state.sent)
        }
        var event = event
        event.mark = NewsMark(process: process, number: number).text
        for subscriber in subscribers { subscriber.yield(event) }
    }

    private func close() {
        let subscribers = state.withLock { state in
            state.isOpen = false
            defer { state.subscribers = [:] }
            return Array(state.subscribers.values)
        }
        for subscriber in subscribers { subscriber.finish() }
    }
}

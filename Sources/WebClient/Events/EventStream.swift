import AsyncAlgorithms
import HTTPTypes
import Hummingbird

/// The body of a server-sent events answer.
enum EventStream {
    /// Seconds between comments that keep proxies from closing a quiet stream.
    static let heartbeat = 15

    static func response(_ hub: EventHub) -> Response {
        let events = hub.subscribe()
        // A page compares it with the mark it was made at: what happened in between is not told again.
        var now = LiveEvent(name: "now", data: "{}")
        now.mark = hub.mark.text
        let first = "retry: 2000\n\n" + now.wireText
        let body = ResponseBody { writer in
            // The first bytes make the browser report the stream as open.
            try await writer.write(ByteBuffer(string: first))
            let beats = AsyncTimerSequence(interval: .seconds(heartbeat), clock: .continuous).map { _ in LiveEvent?.none }
            let ended = events.map(LiveEvent?.some)
            try await withThrowingTaskGroup(of: Void.self) { group in
                let (lines, feed) = AsyncStream<String?>.makeStream(bufferingPolicy: .bufferingNewest(EventHub.buffered))
                group.addTask {
                    for await event in ended { feed.yield(event?.wireText) }
                    feed.finish()
                }
                group.addTask {
                    for await _ in beats { feed.yield(":\n\n") }
                }
                for await line in lines {
                    guard let line else { continue }
                    try await writer.write(ByteBuffer(string: line))
                }
                group.cancelAll()
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-store", .xAccelBuffering: "no"],
            body: body
        )
    }
}

extension HTTPField.Name {
    fileprivate static let xAccelBuffering = HTTPField.Name.known("X-Accel-Buffering")
}

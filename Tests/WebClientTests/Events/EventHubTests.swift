import Foundation
import Testing

@testable import WebClient

struct EventHubTests {
    @Test func everybodyHearsEverything() async {
        let hub = EventHub { AsyncStream { $0.finish() } }
        let first = hub.subscribe()
        let second = hub.subscribe()
        #expect(hub.subscriberCount == 2)
        hub.send(LiveEvent(name: "run", data: "{}"))
        var one = first.makeAsyncIterator()
        var two = second.makeAsyncIterator()
        var event = LiveEvent(name: "run", data: "{}")
        event.mark = hub.mark.text
        #expect(await one.next() == event)
        #expect(await two.next() == event)
    }

    @Test func aSlowReaderLosesTheOldestAndHoldsNobodyUp() async {
        let hub = EventHub { AsyncStream { $0.finish() } }
        let slow = hub.subscribe()
        for number in 0..<(EventHub.buffered + 10) { hub.send(LiveEvent(name: "n", data: "\(number)")) }
        var iterator = slow.makeAsyncIterator()
        #expect(await iterator.next()?.data == "10")
    }

    @Test func theEndOfTheServiceEndsTheStreams() async throws {
        let hub = EventHub {
            AsyncStream {
                $0.yield(LiveEvent(name: "a", data: "1")); $0.finish()
            }
        }
        let stream = hub.subscribe()
        try await hub.run()
        var seen: [String] = []
        for await event in stream { seen.append(event.data) }
        #expect(seen == ["1"])
        var late = hub.subscribe().makeAsyncIterator()
        #expect(await late.next() == nil)
    }

    @Test func anEventIsOneFrame() {
        #expect(LiveEvent(name: "run", data: "{\"id\":\"x\"}").wireText == "event: run\ndata: {\"id\":\"x\"}\n\n")
    }
}

import Testing

@testable import WebClient

struct NewsMarkTests {
    @Test func aMarkIsReadAsItIsWritten() {
        let mark = NewsMark(process: "1x9", number: 12)
        #expect(mark.text == "1x9-12")
        #expect(NewsMark("1x9-12") == mark)
        for text in ["", "1", "1x9", "1x9-", "1x9-x", "a-1-2"] { #expect(NewsMark(text) == nil, "\(text)") }
    }

    @Test func everyEventBringsTheMarkOn() async {
        let hub = EventHub { AsyncStream { $0.finish() } }
        var stream = hub.subscribe().makeAsyncIterator()
        let before = hub.mark
        hub.send(LiveEvent(name: "run", data: "{}"))
        hub.send(LiveEvent(name: "cue", data: "{}"))
        #expect(await stream.next()?.mark == NewsMark(process: before.process, number: before.number + 1).text)
        let last = await stream.next()
        #expect(last?.mark == hub.mark.text && hub.mark.number == before.number + 2)
        #expect(last?.wireText == "id: \(hub.mark.text)\nevent: cue\ndata: {}\n\n")
        #expect(EventHub { AsyncStream { $0.finish() } }.mark.process != before.process)
    }
}

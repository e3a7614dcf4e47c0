import JobQueueTesting
import Storage
import StorageTesting
import Testing

@testable import JobQueue

@Suite struct EventTests {
    @Test(arguments: [
        QueueEvent.entry(id: "e"), .run(id: "r", entry: "e", status: .success),
        .progress(run: "r", entry: "e", Progress(done: 1, total: 2)),
        .progress(run: "r", entry: "e", Progress(done: 1)), .many,
    ])
    func anEventSurvivesItsSignal(_ event: QueueEvent) {
        #expect(QueueEvent(text: event.text) == event)
        #expect(QueueEvent.events(in: event.text + "\nsomething new\nentry x") == [event, .entry(id: "x")])
    }

    @Test func anEmptySignalMeansLookYourself() {
        #expect(QueueEvent.events(in: "") == [.many])
    }

    @Test(.timeLimit(.minutes(1)), arguments: TestDatabases.all)
    func whoListensIsTold(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            let told = TestSignal<QueueEvent>()
            let events = shop.queue.events()
            let listening = Task { for await event in events { told.send(event) } }
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            _ = try await told.next { $0 == .entry(id: entry.id) }
            try await shop.node().drain()
            _ = try await told.next { if case .run(_, entry.id, .inProcess) = $0 { true } else { false } }
            _ = try await told.next { if case .run(_, entry.id, .success) = $0 { true } else { false } }
            try await shop.queue.enqueue((0..<30).map { NewEntry(task: "work", parameters: ["number": .integer(Int64($0))]) })
            _ = try await told.next { $0 == .many }
            listening.cancel()
        }
    }
}

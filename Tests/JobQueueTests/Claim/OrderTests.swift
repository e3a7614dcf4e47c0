import Foundation
import JobQueueTesting
import Storage
import StorageTesting
import Synchronization
import Testing

@testable import JobQueue

@Suite struct OrderTests {
    private func order(_ kind: TestDatabase, _ fill: (Workshop) async throws -> Void) async throws -> [String] {
        let ran = Recorder<String>()
        let task = ScriptedTask { parameters, _ in
            ran.append(parameters.key ?? "")
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            try await fill(shop)
            try await shop.node(concurrency: 1).drain()
        }
        return ran.values
    }

    private func new(_ key: String, _ priority: Priority = .normal, at: Date? = nil) -> NewEntry {
        NewEntry(task: "work", parameters: ["key": .string(key)], priority: priority, earliestStart: at)
    }

    @Test(arguments: TestDatabases.all)
    func higherFirstThenEarlierThenOlder(_ kind: TestDatabase) async throws {
        let ran = try await order(kind) { shop in
            try await shop.queue.enqueue(new("low", .low))
            try await shop.queue.enqueue(new("later", at: shop.clock.date.addingTimeInterval(2)))
            try await shop.queue.enqueue(new("earlier", at: shop.clock.date.addingTimeInterval(1)))
            try await shop.queue.enqueue(new("first high", .high, at: shop.clock.date.addingTimeInterval(2)))
            try await shop.queue.enqueue(new("second high", .high, at: shop.clock.date.addingTimeInterval(2)))
            shop.clock.advance(by: .seconds(3))
        }
        #expect(ran == ["first high", "second high", "earlier", "later", "low"])
    }

    @Test(arguments: TestDatabases.all)
    func waitingRaisesThePriority(_ kind: TestDatabase) async throws {
        let ran = try await order(kind) { shop in
            try await shop.queue.enqueue(new("old low", .low))
            shop.clock.advance(by: .seconds(601))
            try await shop.queue.enqueue(new("young normal"))
            shop.clock.advance(by: .seconds(601))
            try await shop.queue.enqueue(new("young high", .high))
        }
        #expect(ran == ["old low", "young normal", "young high"])
    }

    @Test(arguments: TestDatabases.all)
    func nothingStartsBeforeItsTime(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            let entry = try await shop.queue.enqueue(new("soon", .high, at: shop.clock.date.addingTimeInterval(60)))
            let node = try await shop.node()
            try await node.drain()
            #expect(try await shop.status(entry.id) == .ready)
            let due = try #require(node.core.board.state.withLock { $0.nextDue })
            #expect(due - node.core.clock.elapsed() == .seconds(60))
            shop.clock.advance(by: .seconds(60))
            try await node.drain()
            #expect(try await shop.status(entry.id) == .finished)
        }
    }
}

import Foundation
import JobQueueTesting
import Storage
import StorageTesting
import Synchronization
import Testing

@testable import JobQueue

@Suite struct RetryTests {
    struct Broken: Error, CustomStringConvertible {
        var description: String { "The pipe is broken." }
    }

    @Test(arguments: TestDatabases.all)
    func aFailureIsRetriedUntilTheAttemptsAreUsedUp(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind, tasks: [ScriptedTask { _, _ in throw Broken() }]) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work", maximumAttempts: 3, rerunDelay: 10))
            let node = try await shop.node()
            for attempt in 1...3 {
                try await node.drain()
                let after = try await shop.queue.entry(entry.id)
                #expect(after.attempts == attempt && after.error == "The pipe is broken.")
                #expect(after.status == (attempt < 3 ? .ready : .error))
                if attempt < 3 {
                    let pause = try #require(after.nextStart).timeIntervalSince(shop.clock.date)
                    let expected = attempt == 1 ? 8.0...12 : 16.0...24
                    #expect(expected.contains(pause))
                    try await node.drain()
                    #expect(try await shop.runs(entry.id).count == attempt)
                }
                shop.clock.advance(by: .seconds(25))
                try await node.core.beat()
            }
            let runs = try await shop.runs(entry.id)
            #expect(runs.map(\.status) == [.error, .error, .error] && runs.map(\.attempt) == [1, 2, 3])
            #expect(runs.allSatisfy { $0.error == "The pipe is broken." })
        }
    }

    @Test(arguments: TestDatabases.all)
    func aTaskNamesItsOwnDelay(_ kind: TestDatabase) async throws {
        let task = ScriptedTask { _, context in
            if context.attempt == 1 { throw RetryLater(after: .seconds(90), cause: Broken()) }
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work", rerunDelay: 1))
            try await shop.node().drain()
            let after = try await shop.queue.entry(entry.id)
            #expect(after.nextStart == shop.clock.date.addingTimeInterval(90) && after.error == "The pipe is broken.")
        }
    }

    /// One place, and the entry that holds it waits for a limit of its own: the other runs all the same.
    @Test(arguments: TestDatabases.all)
    func whoWaitsForALimitKeepsNobodyWaiting(_ kind: TestDatabase) async throws {
        let gate = Gate()
        let task = ScriptedTask { parameters, context in
            guard parameters.key == "throttled" else { return .done() }
            context.waits(true)
            defer { context.waits(false) }
            await gate.pass()
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let throttled = try await shop.queue.enqueue(NewEntry(task: "work", parameters: ["key": "throttled"]))
            let node = try await shop.node(concurrency: 1)
            try await node.turn()
            await gate.waitForArrivals(1)
            let others = try await shop.queue.enqueue((1...5).map { NewEntry(task: "work", parameters: ["key": .string("\($0)")]) })
            while node.core.board.state.withLock({ $0.waiting.isEmpty }) { await Task.yield() }
            for other in others {
                while try await shop.status(other) != .finished { try await node.turn() }
            }
            #expect(try await shop.status(throttled.id) == .inProcess)
            gate.open()
            try await node.drain()
            #expect(try await shop.status(throttled.id) == .finished)
        }
    }

    @Test(arguments: TestDatabases.all)
    func parametersThatNoLongerFitAreAnErrorAtOnce(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            try await shop.database.write { tx in
                _ = try tx.execute("UPDATE job_entry SET parameters = '{\"number\":\"many\"}' WHERE id = \(entry.id)")
            }
            try await shop.node().drain()
            let after = try await shop.queue.entry(entry.id)
            #expect(after.status == .error && after.attempts == 1 && after.error?.contains("parameters") == true)
        }
    }
}

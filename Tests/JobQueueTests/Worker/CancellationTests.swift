import Foundation
import JobQueueTesting
import Storage
import StorageTesting
import Synchronization
import Testing

@testable import JobQueue

@Suite struct CancellationTests {
    private let obedient = ScriptedTask { _, context in
        while true {
            try context.checkCancellation()
            await Task.yield()
        }
    }

    @Test(arguments: TestDatabases.all)
    func aRunStopsWhenItIsCancelled(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind, tasks: [obedient]) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            let node = try await shop.node()
            try await node.turn()
            #expect(try await shop.queue.cancel(entry.id).isCancelling)
            try await node.core.checkCancellations()
            try await node.drain()
            #expect(try await shop.status(entry.id) == .finished)
            #expect(try await shop.runs(entry.id).map(\.status) == [.cancelled])
        }
    }

    @Test(arguments: TestDatabases.all)
    func aRecurringEntryGoesOnHoldWhenItIsCancelled(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind, tasks: [obedient]) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work", recurrence: try Recurrence(days: .all, every: 5, zone: "UTC")))
            let node = try await shop.node()
            try await node.turn()
            try await shop.queue.cancel(entry.id)
            // Without the signal, the heartbeat notices.
            try await node.core.beat()
            try await node.drain()
            #expect(try await shop.status(entry.id) == .onHold)
        }
    }

    @Test(arguments: TestDatabases.all)
    func whatDoesNotStopLosesItsLeaseAfterTheGrace(_ kind: TestDatabase) async throws {
        let gate = Gate()
        let refusal = Gate()
        let refused = Recorder<String>()
        let stubborn = ScriptedTask { _, context in
            await gate.pass()
            do {
                try await context.write { _ in }
            } catch let error as JobQueueError {
                refused.append("\(error.code)")
            }
            await refusal.pass()
            return .done()
        } locks: { _, _ in
            ["L"]
        }
        try await Workshop.open(kind, tasks: [stubborn]) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            let node = try await shop.node()
            try await node.turn()
            await gate.waitForArrivals(1)
            try await shop.queue.cancel(entry.id)
            try await node.core.beat()
            shop.clock.advance(by: .seconds(20))
            try await node.core.beat()
            shop.clock.advance(by: .seconds(9))
            try await node.core.rescueAndWithdraw()
            #expect(try await shop.status(entry.id) == .inProcess)
            shop.clock.advance(by: .seconds(1))
            try await shop.node().core.rescueAndWithdraw()
            #expect(try await shop.status(entry.id) == .finished)
            #expect(try await shop.heldLocks().isEmpty)
            gate.open()
            // The node no longer waits for what it gave up: the test does.
            await refusal.waitForArrivals(1)
            refusal.open()
            try await node.drain()
            #expect(refused.values == ["leaseLost"])
            #expect(try await shop.runs(entry.id).map(\.status) == [.cancelled])
        }
    }

    @Test(arguments: TestDatabases.all)
    func anAttemptThatTakesTooLongFailsAndIsRetried(_ kind: TestDatabase) async throws {
        let task = ScriptedTask { _, context in
            if context.attempt > 1 { return .done() }
            while true {
                try context.checkCancellation()
                await Task.yield()
            }
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work", rerunDelay: 10, timeout: 60))
            let node = try await shop.node()
            try await node.turn()
            shop.clock.advance(by: .seconds(61))
            try await node.core.beat()
            try await node.drain()
            let failed = try await shop.queue.entry(entry.id)
            #expect(failed.status == .ready && failed.attempts == 1 && failed.error?.contains("60 s") == true)
            shop.clock.advance(by: .seconds(12))
            try await node.drain()
            #expect(try await shop.runs(entry.id).map(\.status) == [.error, .success])
            #expect(try await shop.runs(entry.id).map(\.attempt) == [1, 2])
        }
    }

    @Test(arguments: TestDatabases.all)
    func whatIgnoresItsTimeLimitIsGivenUp(_ kind: TestDatabase) async throws {
        let gate = Gate()
        let task = ScriptedTask { _, _ in
            await gate.pass()
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work", maximumAttempts: 1, timeout: 60))
            let node = try await shop.node(concurrency: 1)
            try await node.turn()
            shop.clock.advance(by: .seconds(61))
            _ = node.core.board.step(at: node.core.clock.elapsed(), node.core.settings)
            try await node.core.beat()
            shop.clock.advance(by: .seconds(31))
            try await node.core.beat()
            try await node.drain()
            #expect(try await shop.status(entry.id) == .error)
            // Its place is free again, though the task still hangs.
            #expect(node.core.board.state.withLock { $0.running.isEmpty })
            gate.open()
        }
    }
}

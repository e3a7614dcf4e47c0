import Foundation
import JobQueueTesting
import Storage
import StorageTesting
import Testing

@testable import JobQueue

@Suite struct ForegroundTests {
    @Test(.timeLimit(.minutes(1)), arguments: TestDatabases.all)
    func aCopyRunsHereAndTheOriginalStays(_ kind: TestDatabase) async throws {
        let task = ScriptedTask { _, context in
            context.progress(1, of: 2)
            context.count(.created, by: 2)
            return .done("Two created.")
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let original = try await shop.queue.enqueue(
                NewEntry(task: "work", shop: "DEMO", recurrence: try Recurrence(days: .all, start: "02:00", zone: "UTC"))
            )
            let updates = Recorder<RunUpdate>()
            let run = try await shop.queue.runOnce(original.id, configuration: shop.configuration()) { updates.append($0) }
            #expect(run.status == .success && run.message == "Two created." && run.counts.created == 2)
            #expect(run.entry != original.id && run.shop == "DEMO")
            #expect(updates.values == [.started(run: run.id), .progress(Progress(done: 1, total: 2))])
            let after = try await shop.queue.entry(original.id)
            #expect(after.status == .ready && after.nextStart == original.nextStart)
            #expect(try await shop.status(run.entry) == .finished)
            let nodes = try await shop.database.read { tx in try tx.value(Int.self, "SELECT COUNT(*) FROM job_node") }
            #expect(nodes == 0)
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: TestDatabases.all)
    func itWaitsForTheLockAndSaysForWhom(_ kind: TestDatabase) async throws {
        let gate = Gate()
        let updates = TestSignal<RunUpdate>()
        let task = ScriptedTask { parameters, _ in
            if parameters.key == "first" { await gate.pass() }
            return .done()
        } locks: { _, _ in
            ["L"]
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let node = try await shop.node()
            let first = try await shop.queue.enqueue(NewEntry(task: "work", parameters: ["key": "first"]))
            try await node.turn()
            await gate.waitForArrivals(1)
            var configuration = shop.configuration()
            configuration.clock = ContinuousClock()
            let running = Task { [configuration] in
                try await shop.queue.runInForeground(NewEntry(task: "work"), configuration: configuration) { updates.send($0) }
            }
            #expect(try await updates.next() == .waiting([WaitingFor(lock: "L", entry: first.id)]))
            gate.open()
            try await node.drain()
            let run = try await running.value
            #expect(run.status == .success)
            // Nobody else took what was reserved for this process.
            #expect(run.node == "node")
            #expect(try await updates.next() == .started(run: run.id))
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: TestDatabases.all)
    func aFailureIsTheAnswer(_ kind: TestDatabase) async throws {
        struct Broken: Error {}
        try await Workshop.open(kind, tasks: [ScriptedTask { _, _ in throw Broken() }]) { shop in
            let run = try await shop.queue.runInForeground(NewEntry(task: "work"), configuration: shop.configuration())
            #expect(run.status == .error && run.error == "Broken()")
            #expect(try await shop.status(run.entry) == .error)
            await expectError(.notFound) { _ = try await shop.queue.runOnce("nobody") }
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: TestDatabases.all)
    func cancellingTheCallerCancelsTheRun(_ kind: TestDatabase) async throws {
        let started = TestSignal<Bool>()
        let task = ScriptedTask { _, context in
            started.send(true)
            try await Task.sleep(for: .seconds(3600))
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let running = Task { try await shop.queue.runInForeground(NewEntry(task: "work"), configuration: shop.configuration()) }
            _ = try await started.next()
            running.cancel()
            let run = try await running.value
            #expect(run.status == .cancelled)
            #expect(try await shop.status(run.entry) == .finished)
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: TestDatabases.all)
    func whenTheProcessDiesItGoesOnInTheBackground(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            let dying = try await shop.node()
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            let node = dying.core.nodeID
            try await shop.database.write { tx in
                _ = try tx.execute("UPDATE job_entry SET foreground = \(node) WHERE id = \(entry.id)")
            }
            let other = try await shop.node()
            try await other.drain()
            #expect(try await shop.status(entry.id) == .ready)
            shop.clock.advance(by: .seconds(31))
            try await other.core.beat()
            try await shop.node().core.rescueAndWithdraw()
            try await shop.node().drain()
            #expect(try await shop.status(entry.id) == .finished)
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: TestDatabases.all)
    func itTakesBackWhatADeadProcessHeld(_ kind: TestDatabase) async throws {
        let gate = Gate()
        let task = ScriptedTask { parameters, _ in
            if parameters.key == "first" { await gate.pass() }
            return .done()
        } locks: { _, _ in
            ["L"]
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let node = try await shop.node()
            let first = try await shop.queue.enqueue(NewEntry(task: "work", parameters: ["key": "first"]))
            try await node.turn()
            await gate.waitForArrivals(1)
            node.die()
            shop.clock.advance(by: .seconds(31))
            var configuration = shop.configuration()
            configuration.clock = ContinuousClock()
            // No worker is there: this process has to free the lock by itself.
            let run = try await shop.queue.runInForeground(NewEntry(task: "work"), configuration: configuration)
            #expect(run.status == .success)
            #expect(try await shop.status(first.id) == .ready)
            gate.open()
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: TestDatabases.all)
    func anEntryCanBeFollowedToItsEnd(_ kind: TestDatabase) async throws {
        let task = ScriptedTask { _, context in
            context.progress(5, of: 5)
            return .done("Five.")
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let updates = Recorder<RunUpdate>()
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            let following = Task { try await shop.queue.follow(entry.id) { updates.append($0) } }
            try await shop.node().drain()
            let run = try await following.value
            #expect(run.message == "Five." && updates.values.contains(.progress(Progress(done: 5, total: 5))))
            await expectError(.notFound) { _ = try await shop.queue.follow("nobody") }
            let held = try await shop.queue.enqueue(NewEntry(task: "work", hold: true))
            await expectError(.conflict) { _ = try await shop.queue.follow(held.id) }
        }
    }
}

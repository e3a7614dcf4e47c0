import Foundation
import JobQueueTesting
import Storage
import StorageTesting
import Synchronization
import Testing

@testable import JobQueue

@Suite struct CrashTests {
    @Test(arguments: TestDatabases.all)
    func aDeadNodesEntriesAreTakenBackUncharged(_ kind: TestDatabase) async throws {
        let gate = Gate()
        let task = ScriptedTask { _, _ in
            await gate.pass()
            return .done()
        } locks: { _, _ in
            ["L"]
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            let dying = try await shop.node()
            try await dying.turn()
            dying.die()
            let other = try await shop.node()
            shop.clock.advance(by: .seconds(20))
            try await other.core.beat()
            try await other.core.rescueAndWithdraw()
            #expect(try await shop.status(entry.id) == .inProcess)
            shop.clock.advance(by: .seconds(5.5))
            try await other.core.rescueAndWithdraw()
            let rescued = try await shop.queue.entry(entry.id)
            #expect(rescued.status == .ready && rescued.attempts == 0 && rescued.locks == ["L"])
            #expect(try await shop.heldLocks().isEmpty)
            gate.open()
            try await other.drain()
            #expect(try await shop.runs(entry.id).map(\.status) == [.error, .success])
            #expect(try await shop.runs(entry.id).map(\.attempt) == [1, 1])
            let nodes = try await shop.database.read { tx in try tx.value(Int.self, "SELECT COUNT(*) FROM job_node") }
            #expect(nodes == 1)
        }
    }

    @Test(arguments: TestDatabases.all)
    func afterThreeLossesInARowItIsAnError(_ kind: TestDatabase) async throws {
        let gate = Gate()
        let task = ScriptedTask { _, _ in
            await gate.pass()
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            for _ in 1...3 {
                let dying = try await shop.node()
                try await dying.turn()
                dying.die()
                shop.clock.advance(by: .seconds(31))
                try await shop.node().core.rescueAndWithdraw()
            }
            let poisonous = try await shop.queue.entry(entry.id)
            #expect(poisonous.status == .error && poisonous.error?.contains("keeps ending with its worker") == true)
            gate.open()
            #expect(try await shop.queue.ready(entry.id).error == nil)
            try await shop.node().drain()
            #expect(try await shop.status(entry.id) == .finished)
        }
    }

    @Test(arguments: TestDatabases.all)
    func aPausedNodeCanSaveNothingAfterItsLeaseWasLost(_ kind: TestDatabase) async throws {
        let gate = Gate()
        let errors = Recorder<String>()
        let task = ScriptedTask { _, context in
            await gate.pass()
            do {
                try await context.write { tx in
                    _ = try tx.execute("INSERT INTO job_category (code, description, width) VALUES ('WRITTEN', \(context.run), 1)")
                }
            } catch let error as JobQueueError {
                errors.append("\(error.code)")
                throw error
            }
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            let paused = try await shop.node()
            try await paused.turn()
            await gate.waitForArrivals(1)
            let lost = try #require(try await shop.queue.entry(entry.id).run)
            shop.clock.advance(by: .seconds(40))
            let other = try await shop.node()
            try await other.core.rescueAndWithdraw()
            try await other.turn()
            await gate.waitForArrivals(2)
            // The paused node wakes up: its attempt goes on, in vain.
            gate.open()
            try await paused.drain()
            try await other.drain()
            #expect(errors.values == ["leaseLost"])
            let written = try await shop.queue.categories()
            #expect(written.count == 1 && written[0].description != lost)
            #expect(try await shop.status(entry.id) == .finished)
            #expect(try await shop.runs(entry.id).map(\.status) == [.error, .success])
        }
    }

    @Test(arguments: TestDatabases.all)
    func aResultThatComesTooLateIsDropped(_ kind: TestDatabase) async throws {
        let gate = Gate()
        let task = ScriptedTask { _, context in
            if context.attempt == 1 { await gate.pass() }
            throw PermanentFailure(CancellationError())
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            let paused = try await shop.node()
            try await paused.turn()
            shop.clock.advance(by: .seconds(31))
            try await shop.node().core.rescueAndWithdraw()
            try await shop.queue.hold(entry.id)
            gate.open()
            try await paused.drain()
            let after = try await shop.queue.entry(entry.id)
            #expect(after.status == .onHold && after.error == nil)
            #expect(try await shop.runs(entry.id).count == 1)
        }
    }

    @Test(arguments: TestDatabases.all)
    func aNodeThatWasTakenForDeadBeginsAnew(_ kind: TestDatabase) async throws {
        let task = ScriptedTask { _, context in
            while true {
                try context.checkCancellation()
                await Task.yield()
            }
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            let node = try await shop.node()
            try await node.turn()
            let before = node.core.nodeID
            shop.clock.advance(by: .seconds(31))
            try await shop.node().core.rescueAndWithdraw()
            try await node.core.beat()
            #expect(node.core.nodeID != before)
            await node.waitForEnd()
            #expect(node.core.board.state.withLock { $0.running.isEmpty })
            #expect(try await shop.status(entry.id) == .ready)
        }
    }

    @Test(arguments: TestDatabases.all)
    func anEntryWhoseClaimWasNeverHeardOfGoesBack(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            let node = try await shop.node()
            try await node.turn()
            await node.waitForEnd()
            // As if the connection had broken after the commit: the database says it runs here, the node knows nothing.
            node.die()
            try await node.core.beat()
            #expect(try await shop.status(entry.id) == .inProcess)
            shop.clock.advance(by: .seconds(10))
            try await node.core.beat()
            #expect(try await shop.queue.entry(entry.id).status == .ready)
            try await node.drain()
            #expect(try await shop.status(entry.id) == .finished)
        }
    }

    @Test(arguments: TestDatabases.all)
    func aCheckpointSurvivesACrash(_ kind: TestDatabase) async throws {
        let gate = Gate()
        let seen = Recorder<String?>()
        let task = ScriptedTask { _, context in
            seen.append(context.checkpoint())
            if context.checkpoint() == nil {
                try await context.write { tx in try context.saveCheckpoint(#"{"page":3}"#, in: tx) }
                await gate.pass()
            }
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            let dying = try await shop.node()
            try await dying.turn()
            await gate.waitForArrivals(1)
            dying.die()
            shop.clock.advance(by: .seconds(31))
            let other = try await shop.node()
            try await other.core.rescueAndWithdraw()
            try await other.drain()
            #expect(seen.values == [nil, #"{"page":3}"#])
            #expect(try await shop.status(entry.id) == .finished)
            gate.open()
        }
    }
}

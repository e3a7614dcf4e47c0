import Foundation
import JobQueueTesting
import Storage
import StorageTesting
import Synchronization
import Testing

@testable import JobQueue

@Suite struct ShutdownTests {
    /// Turns until the node has nothing more to do.
    private func finish(_ node: TestNode) async throws {
        while true {
            switch node.core.board.step(at: node.core.clock.elapsed(), node.core.settings) {
            case .turn(let turn): try await node.core.perform(turn)
            case .wait, .waitForTurn: await node.waitForEnd()
            case .over: return
            }
        }
    }

    @Test(arguments: TestDatabases.all)
    func whatRunsMayReachACheckpointAndGoesBackUncharged(_ kind: TestDatabase) async throws {
        let gate = Gate()
        let saved = Gate()
        let task = ScriptedTask { _, context in
            if context.checkpoint() != nil || context.shop == "LATE" { return .done("Went on.") }
            await gate.pass()
            #expect(context.isShuttingDown)
            try await context.write { tx in try context.saveCheckpoint(#"{"page":1}"#, in: tx) }
            await saved.pass()
            try context.checkCancellation()
            return .done("Not reached.")
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            let late = try await shop.queue.enqueue(
                NewEntry(task: "work", shop: "LATE", earliestStart: shop.clock.date.addingTimeInterval(1))
            )
            let node = try await shop.node()
            try await node.turn()
            await gate.waitForArrivals(1)
            node.core.board.drain(at: node.core.clock.elapsed())
            shop.clock.advance(by: .seconds(2))
            gate.open()
            saved.open()
            try await finish(node)
            let after = try await shop.queue.entry(entry.id)
            #expect(after.status == .ready && after.attempts == 0)
            #expect(try await shop.runs(entry.id).map(\.status) == [.cancelled])
            // Nothing new was claimed.
            #expect(try await shop.status(late.id) == .ready)
            try await node.core.unregister()
            let nodes = try await shop.database.read { tx in try tx.value(Int.self, "SELECT COUNT(*) FROM job_node") }
            #expect(nodes == 0)
            try await shop.node().drain()
            #expect(try await shop.runs(entry.id).last?.message == "Went on.")
            #expect(try await shop.runs(entry.id).last?.attempt == 1)
        }
    }

    @Test(arguments: TestDatabases.all)
    func afterTheGraceItIsCancelledAndThenGivenUp(_ kind: TestDatabase) async throws {
        let gate = Gate()
        let obedient = Gate()
        let task = ScriptedTask { parameters, context in
            if parameters.key == "stubborn" {
                await gate.pass()
                return .done()
            }
            await obedient.pass()
            while true {
                try context.checkCancellation()
                await Task.yield()
            }
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let stubborn = try await shop.queue.enqueue(NewEntry(task: "work", parameters: ["key": "stubborn"]))
            let polite = try await shop.queue.enqueue(NewEntry(task: "work"))
            let node = try await shop.node()
            obedient.open()
            try await node.turn()
            await gate.waitForArrivals(1)
            await obedient.waitForArrivals(1)
            let core = node.core
            core.board.drain(at: core.clock.elapsed())
            shop.clock.advance(by: .seconds(19))
            if case .over = core.board.step(at: core.clock.elapsed(), core.settings) { Issue.record("It did not wait.") }
            #expect(core.board.state.withLock { $0.running.count } == 2)
            shop.clock.advance(by: .seconds(1))
            while core.board.state.withLock({ $0.running.count }) == 2 {
                if case .turn(let turn) = core.board.step(at: core.clock.elapsed(), core.settings) { try await core.perform(turn) }
                await Task.yield()
            }
            shop.clock.advance(by: .seconds(10))
            try await finish(node)
            for id in [stubborn.id, polite.id] {
                let after = try await shop.queue.entry(id)
                #expect(after.status == .ready && after.attempts == 0)
                #expect(try await shop.runs(id).map(\.status) == [.cancelled])
            }
            gate.open()
        }
    }
}

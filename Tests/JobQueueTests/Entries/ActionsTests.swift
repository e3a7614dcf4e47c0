import Foundation
import JobQueueTesting
import Storage
import StorageTesting
import Testing

@testable import JobQueue

@Suite struct ActionsTests {
    static func daily() throws -> Recurrence { try Recurrence(days: .all, start: "02:00", zone: "UTC") }

    @Test(arguments: TestDatabases.all)
    func aHeldEntryStartsWhenItIsSetReady(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work", hold: true))
            let node = try await shop.node()
            try await node.drain()
            #expect(try await shop.status(entry.id) == .onHold)
            try await shop.queue.ready(entry.id)
            try await node.drain()
            #expect(try await shop.status(entry.id) == .finished)
            await expectError(.conflict) { try await shop.queue.hold(entry.id) }
            await expectError(.notFound) { try await shop.queue.hold("nobody") }
        }
    }

    @Test(arguments: TestDatabases.all)
    func readyPutsARecurringEntryToItsNextSlot(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work", recurrence: try Self.daily(), hold: true))
            let ready = try await shop.queue.ready(entry.id)
            #expect(ready.nextStart == shop.clock.date.addingTimeInterval(2 * 3600))
            #expect(try await shop.queue.next(entry.id, count: 3).map { $0.timeIntervalSince(shop.clock.date) / 3600 } == [2, 26, 50])
        }
    }

    @Test(arguments: TestDatabases.all)
    func whatRunsIsNeitherDeletedNorRestarted(_ kind: TestDatabase) async throws {
        let gate = Gate()
        let task = ScriptedTask { _, _ in
            await gate.pass()
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            let node = try await shop.node()
            try await node.turn()
            #expect(try await shop.status(entry.id) == .inProcess)
            await expectError(.inProcess) { try await shop.queue.delete(entry.id) }
            await expectError(.inProcess) { try await shop.queue.restart(entry.id) }
            var changes = EntryChanges()
            changes.category = "X"
            await expectError(.inProcess) { try await shop.queue.set(entry.id, changes) }
            #expect(try await shop.queue.restartAfterRun(entry.id).restartsAfterRun)
            gate.open()
            try await node.drain()
            #expect(try await shop.runs(entry.id).map(\.status) == [.success, .success])
            #expect(try await shop.status(entry.id) == .finished)
            try await shop.queue.delete(entry.id)
            await expectError(.notFound) { _ = try await shop.queue.entry(entry.id) }
            #expect(try await shop.runs(entry.id).count == 2)
        }
    }

    @Test(arguments: TestDatabases.all)
    func holdLetsARunningAttemptEnd(_ kind: TestDatabase) async throws {
        let gate = Gate()
        let task = ScriptedTask { _, _ in
            await gate.pass()
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work", recurrence: try Recurrence(days: .all, every: 5, zone: "UTC")))
            let node = try await shop.node()
            try await node.turn()
            let held = try await shop.queue.hold(entry.id)
            #expect(held.status == .inProcess && held.holdsAfterRun)
            gate.open()
            try await node.drain()
            let after = try await shop.queue.entry(entry.id)
            #expect(after.status == .onHold && after.holdsAfterRun == false)
            #expect(try await shop.runs(entry.id).map(\.status) == [.success])
        }
    }

    @Test(arguments: TestDatabases.all)
    func cancellingWhatHasNotBegunEndsIt(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            let oneOff = try await shop.queue.enqueue(NewEntry(task: "work"))
            #expect(try await shop.queue.cancel(oneOff.id).status == .finished)
            let recurring = try await shop.queue.enqueue(NewEntry(task: "work", recurrence: try Self.daily()))
            #expect(try await shop.queue.cancel(recurring.id).status == .onHold)
            await expectError(.conflict) { try await shop.queue.cancel(oneOff.id) }
            #expect(try await shop.runs(oneOff.id).map(\.status) == [.cancelled])
            try await shop.node().drain()
            #expect(try await shop.runs(oneOff.id).count == 1)
        }
    }

    @Test(arguments: TestDatabases.all)
    func anErrorIsClearedByReady(_ kind: TestDatabase) async throws {
        struct Broken: Error {}
        let task = ScriptedTask { parameters, context in
            if context.attempt == 1, parameters.key == nil { throw PermanentFailure(Broken()) }
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            let node = try await shop.node()
            try await node.drain()
            let failed = try await shop.queue.entry(entry.id)
            #expect(failed.status == .error && failed.attempts == 1 && failed.error == "Broken()")
            var changes = EntryChanges()
            changes.parameters = ["key": "mended"]
            try await shop.queue.set(entry.id, changes)
            let ready = try await shop.queue.restart(entry.id)
            #expect(ready.attempts == 0 && ready.error == nil && ready.status == .ready)
            try await node.drain()
            #expect(try await shop.status(entry.id) == .finished)
        }
    }

    @Test(arguments: TestDatabases.all)
    func anEntryThatHasExpiredCannotBeSetReady(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            let entry = try await shop.queue.enqueue(
                NewEntry(task: "work", expiration: shop.clock.date.addingTimeInterval(60), hold: true)
            )
            shop.clock.advance(by: .seconds(61))
            await expectError(.conflict, field: "expiration") { try await shop.queue.ready(entry.id) }
        }
    }

    @Test(arguments: TestDatabases.all)
    func changesAreCheckedAndTakeEffect(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work", category: "old"))
            var changes = EntryChanges()
            changes.priority = .high
            changes.description = "Mine"
            changes.category = .some(nil)
            changes.earliestStart = shop.clock.date.addingTimeInterval(600)
            let changed = try await shop.queue.set(entry.id, changes)
            #expect(changed.priority == .high && changed.description == "Mine" && changed.category == nil && changed.locks.isEmpty)
            #expect(changed.nextStart == shop.clock.date.addingTimeInterval(600))
            var wrong = EntryChanges()
            wrong.expiration = shop.clock.date
            await expectError(.invalid, field: "expiration") { try await shop.queue.set(entry.id, wrong) }
            let patch = try JSONDecoder().decode(EntryChanges.self, from: Data(#"{"category": null, "timeout": 5}"#.utf8))
            #expect(patch.category == .some(nil) && patch.timeout == 5 && patch.priority == nil)
            #expect(throws: JobQueueError.self) { try JSONDecoder().decode(EntryChanges.self, from: Data(#"{"status": "ready"}"#.utf8)) }
        }
    }

    @Test(arguments: TestDatabases.all)
    func aTaskThatNoLongerExistsPutsItsEntriesOnHold(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            let newer = JobQueue(database: shop.database, tasks: TaskRegistry([ScriptedTask("other", number: 7)]))
            let core = WorkerCore(queue: newer, settings: shop.configuration())
            try await core.register()
            try await TestNode(core: core, clock: shop.clock).drain()
            let held = try await shop.queue.entry(entry.id)
            #expect(held.status == .onHold && held.error?.contains("work") == true)
            try await shop.queue.ready(entry.id)
            try await shop.node().drain()
            #expect(try await shop.status(entry.id) == .finished)
        }
    }
}

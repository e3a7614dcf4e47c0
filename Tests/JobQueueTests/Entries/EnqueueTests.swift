import Foundation
import JobQueueTesting
import Storage
import StorageTesting
import Testing

@testable import JobQueue

@Suite struct EnqueueTests {
    @Test(arguments: TestDatabases.all)
    func anEntryIsReadyAtOnceWithItsDefaults(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work", shop: "DEMO", owner: "anna"))
            #expect(entry.status == .ready)
            #expect(entry.task == "work" && entry.number == 50_000)
            #expect(entry.description == "Work · DEMO")
            #expect(entry.maximumAttempts == 5 && entry.attempts == 0 && entry.timeout == 43_200)
            #expect(entry.priority == .normal && entry.onFailure == .keepSchedule)
            #expect(entry.created == shop.clock.date && entry.nextStart == shop.clock.date)
            let read = try await shop.queue.entry(entry.id)
            #expect(read.owner == "anna" && read.shop == "DEMO" && read.status == .ready)
        }
    }

    @Test(arguments: TestDatabases.all)
    func aTaskIsFoundByItsNumber(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            let byNumber = try await shop.queue.enqueue(NewEntry(task: "50000"))
            let byType = try await shop.queue.enqueue(NewEntry(task: "Report 50000"), force: true)
            #expect(byNumber.task == "work" && byType.task == "work")
            await expectError(.unknownTask, field: "task") { try await shop.queue.enqueue(NewEntry(task: "sync-moon")) }
        }
    }

    @Test(arguments: TestDatabases.all)
    func wrongFieldsAreNamed(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind, tasks: [ScriptedTask(needsShop: true)]) { shop in
            func refused(_ field: String, _ change: (inout NewEntry) -> Void) async {
                var new = NewEntry(task: "work", shop: "DEMO")
                change(&new)
                await expectError(.invalid, field: field) { try await shop.queue.enqueue(new) }
            }
            await refused("shop") { $0.shop = nil }
            await refused("parameters.size") { $0.parameters = ["size": 3] }
            await refused("parameters.number") { $0.parameters = ["number": "three"] }
            await refused("category") { $0.category = "ELEVENCHARS" }
            await refused("category") { $0.category = "A B" }
            await refused("expiration") {
                $0.earliestStart = shop.clock.date
                $0.expiration = shop.clock.date
            }
            await refused("maximumAttempts") { $0.maximumAttempts = 0 }
            await refused("maximumAttempts") { $0.maximumAttempts = 101 }
            await refused("timeout") { $0.timeout = 0 }
            await refused("rerunDelay") { $0.rerunDelay = -1 }
            await refused("inactivityTimeout") { $0.inactivityTimeout = 5 }
            let saved = try await shop.queue.entries()
            #expect(saved.isEmpty)
        }
    }

    @Test(arguments: TestDatabases.all)
    func theSameClickTwiceIsOneEntry(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            let first = try await shop.queue.enqueue(NewEntry(task: "work", shop: "A", parameters: ["key": "x", "number": 1]))
            let second = try await shop.queue.enqueue(NewEntry(task: "work", shop: "A", parameters: ["number": "1", "key": "x"]))
            #expect(second.id == first.id)
            let others = [
                NewEntry(task: "work", shop: "B", parameters: ["key": "x", "number": 1]),
                NewEntry(task: "work", shop: "A", parameters: ["key": "x", "number": 2]),
                NewEntry(task: "work", shop: "A", parameters: ["key": "x", "number": 1], isDryRun: true),
            ]
            for other in others { #expect(try await shop.queue.enqueue(other).id != first.id) }
            let forced = try await shop.queue.enqueue(
                NewEntry(task: "work", shop: "A", parameters: ["key": "x", "number": 1]),
                force: true
            )
            #expect(forced.id != first.id)
        }
    }

    @Test(arguments: TestDatabases.all)
    func whatFinishedDoesNotSuppress(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            let first = try await shop.queue.enqueue(NewEntry(task: "work"))
            try await shop.node().drain()
            let second = try await shop.queue.enqueue(NewEntry(task: "work"))
            #expect(second.id != first.id)
            // The first comes back to life beside the second.
            #expect(try await shop.queue.ready(first.id).status == .ready)
            #expect(try await shop.queue.enqueue(NewEntry(task: "work")).id == second.id)
        }
    }

    @Test(arguments: TestDatabases.all)
    func itIsThereOnlyWhenTheCallersTransactionCommits(_ kind: TestDatabase) async throws {
        struct Stop: Error {}
        try await Workshop.open(kind) { shop in
            let prepared = try await shop.queue.prepare(NewEntry(task: "work"))
            await #expect(throws: Stop.self) {
                try await shop.database.write { tx in
                    try shop.queue.enqueue(prepared, in: tx)
                    throw Stop()
                }
            }
            #expect(try await shop.queue.entries().isEmpty)
            let entry = try await shop.database.write { tx in try shop.queue.enqueue(prepared, in: tx) }
            #expect(try await shop.status(entry.id) == .ready)
        }
    }

    @Test(arguments: TestDatabases.all)
    func manyAreSavedInTheirOrder(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            let batch = (0..<300).map { NewEntry(task: "work", parameters: ["number": .integer(Int64($0 % 200))]) }
            let ids = try await shop.queue.enqueue(batch)
            #expect(ids.count == 200)
            #expect(ids == ids.sorted())
            let entries = try await shop.queue.entries()
            #expect(entries.reversed().map(\.parameters["number"]) == (0..<200).map { .integer($0) })
        }
    }

    @Test(arguments: TestDatabases.all)
    func listsAreFilteredAndPaged(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            for number in 0..<6 {
                var new = NewEntry(task: "work", shop: number < 3 ? "A" : "B", parameters: ["number": .integer(Int64(number))])
                new.hold = number.isMultiple(of: 2)
                try await shop.queue.enqueue(new)
            }
            #expect(try await shop.queue.entries(EntryFilter(shop: "A")).count == 3)
            #expect(try await shop.queue.entries(EntryFilter(statuses: [.onHold])).count == 3)
            let first = try await shop.queue.entries(EntryFilter(limit: 4))
            let rest = try await shop.queue.entries(EntryFilter(limit: 4, after: first.last?.id))
            #expect((first + rest).map(\.parameters["number"]) == [5, 4, 3, 2, 1, 0])
            try await shop.node().drain()
            #expect(try await shop.queue.entries().count == 3)
            #expect(try await shop.queue.entries(EntryFilter(task: "50000", includesFinished: true)).count == 6)
            #expect(try await shop.queue.counts() == [.onHold: 3])
        }
    }
}

import Foundation
import Storage
import StorageTesting
import Testing

@testable import JobQueue

/// Entries of an older version's table.
@Suite struct EntryTableTests {
    private static let before: MigrationModule = {
        let all = JobQueue.migrations.migrations
        let rebuilt = all.firstIndex { $0.name == "entries that change in place" } ?? all.endIndex
        return MigrationModule(name: JobQueue.migrations.name, migrations: Array(all[..<rebuilt]))
    }()

    private func insert(_ id: String, _ change: (inout EntryRow) -> Void = { _ in }) -> EntryRow {
        var row = EntryRow(id: id, task: "work", number: 50, description: "Work", due: 5, created: 5)
        row.duplicateKey = "key \(id)"
        change(&row)
        return row
    }

    @Test(arguments: TestDatabases.all)
    func theyAreAllThereAfterwards(_ kind: TestDatabase) async throws {
        let rows = [
            insert("a"),
            insert("b") {
                $0.status = .waiting
                $0.waitingLock = "L"
                $0.locks = "L"
                $0.bounces = 2
            },
            insert("c") {
                $0.status = .inProcess
                $0.lease = "l"
                $0.node = "n"
                $0.started = 7
                $0.attempts = 3
                $0.checkpoint = "{}"
            },
            insert("d") {
                $0.status = .finished
                $0.finished = 9
                $0.shop = "DEMO"
                $0.trace = "00-1-2-01"
            },
            insert("e") {
                $0.status = .onHoldWithInactivityTimeout
                $0.recurrence = "{}"
                $0.inactivityTimeout = 5
                $0.error = "Broken"
                $0.isDryRun = true
                $0.parameters = #"{"key":"value"}"#
            },
        ]
        try await kind.use([Self.before]) { database in
            try await database.write { tx in for row in rows { try EntryStore.insert([row], in: tx) } }
            try await database.migrate([JobQueue.migrations])
            let after = try await database.read { tx in
                try tx.rows("SELECT \(EntryRow.columnList) FROM job_entry ORDER BY id").map(EntryRow.init)
            }
            #expect(after == rows)
            // The indexes are there again, the one that refuses a second click among them.
            let twice = try await database.write { tx in try EntryStore.insert([insert("f") { $0.duplicateKey = "key a" }], in: tx) }
            #expect(twice == 0)
        }
    }

    @Test(arguments: TestDatabases.all)
    func aStatusAndWhatGoesWithItCannotPart(_ kind: TestDatabase) async throws {
        let wrong: [Statement] = [
            "lease = 'l'", "waiting_lock = 'L'", "finished = 1", "status = 'inProcess'", "status = 'waiting'", "status = 'finished'",
            "status = 'unknown'", "status = 'finished', finished = 1, lease = 'l'", "status = 'waiting', waiting_lock = 'L', finished = 1",
            "status = 'inProcess', lease = 'l', waiting_lock = 'L'",
        ]
        try await kind.use([JobQueue.migrations]) { database in
            try await database.write { tx in try EntryStore.insert([insert("a")], in: tx) }
            for change in wrong {
                await #expect(throws: StorageError.self, "\(change)") {
                    try await database.write { tx in try tx.execute("UPDATE job_entry SET \(change) WHERE id = 'a'") }
                }
            }
            let right: [Statement] = [
                "status = 'inProcess', lease = 'l'", "status = 'waiting', lease = NULL, waiting_lock = 'L'",
                "status = 'finished', waiting_lock = NULL, finished = 1", "status = 'error', finished = NULL", "status = 'onHold'",
                "status = 'ready'",
                "status = 'onHoldWithInactivityTimeout'",
            ]
            for change in right { try await database.write { tx in try tx.execute("UPDATE job_entry SET \(change) WHERE id = 'a'") } }
        }
    }
}

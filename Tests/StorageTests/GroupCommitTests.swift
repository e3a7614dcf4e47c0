import Foundation
import Storage
import StorageTesting
import Synchronization
import Testing

/// Writes that wait while another runs are committed together; nobody may notice.
@Suite(.timeLimit(.minutes(1))) struct GroupCommitTests {
    /// Lets the bodies wait behind one that holds the writer, so that on SQLite they become one group, in this order.
    private func together(_ database: Database, _ bodies: [@Sendable (Transaction) throws -> Void]) async throws -> [(any Error)?] {
        let gate = DispatchSemaphore(value: 0)
        let first = Task { try await database.write { _ in gate.wait() } }
        try await Task.sleep(for: .milliseconds(20))
        var tasks: [Task<(any Error)?, Never>] = []
        for body in bodies {
            tasks.append(
                Task {
                    do {
                        try await database.write(body)
                        return nil
                    } catch { return error }
                }
            )
            try await Task.sleep(for: .milliseconds(2))
        }
        gate.signal()
        try await first.value
        var errors: [(any Error)?] = []
        for task in tasks { errors.append(await task.value) }
        return errors
    }

    @Test(arguments: TestDatabases.all)
    func oneThatThrowsTakesBackItsOwnOnly(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            let errors = try await together(
                database,
                [
                    { try $0.addItem(1) },
                    { tx in
                        try tx.addItem(2)
                        throw Intended(number: 2)
                    },
                    { try $0.addItem(3) },
                    { tx in
                        try tx.addItem(4)
                        try tx.addItem(1)
                    },
                    { try $0.addItem(5) },
                ]
            )
            #expect(errors.map { $0 == nil } == [true, false, true, false, true])
            #expect(errors[1] as? Intended == Intended(number: 2))
            #expect((errors[3] as? StorageError)?.code == .uniqueViolation)
            #expect(try await database.read { try $0.all(Int.self, "SELECT id FROM probe_item ORDER BY id") } == [1, 3, 5])
        }
    }

    /// A foreign key that is checked at the commit fails the commit of the whole group; only its own body may be told so. None needs
    /// another's rows: several connections commit in an order of their own.
    @Test(arguments: TestDatabases.all)
    func oneThatCannotBeCommittedFailsAlone(_ kind: TestDatabase) async throws {
        let module = MigrationModule(
            name: "late",
            migrations: [
                Migration(
                    "create",
                    [
                        """
                        CREATE TABLE late_row (
                            id BIGINT PRIMARY KEY,
                            parent BIGINT REFERENCES late_row (id) DEFERRABLE INITIALLY DEFERRED
                        )
                        """
                    ]
                )
            ]
        )
        try await kind.use([module]) { database in
            let errors = try await together(
                database,
                [
                    { try $0.execute("INSERT INTO late_row (id, parent) VALUES (1, 2), (2, NULL)") },
                    { try $0.execute("INSERT INTO late_row (id, parent) VALUES (3, 99)") },
                    { try $0.execute("INSERT INTO late_row (id, parent) VALUES (4, 5), (5, NULL)") },
                ]
            )
            #expect(errors.map { $0 == nil } == [true, false, true])
            #expect((errors[1] as? StorageError)?.code == .foreignKeyViolation)
            #expect(try await database.read { try $0.all(Int.self, "SELECT id FROM late_row ORDER BY id") } == [1, 2, 4, 5])
        }
    }

    @Test(arguments: TestDatabases.all)
    func laterOnesSeeEarlierOnes(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            try await database.write { try $0.addItem(0) }
            let add: @Sendable (Transaction) throws -> Void = {
                try $0.execute("UPDATE probe_item SET quantity = quantity + 1 WHERE id = 0")
            }
            let errors = try await together(database, Array(repeating: add, count: 40))
            #expect(errors.allSatisfy { $0 == nil })
            #expect(try await database.read { try $0.value(Int.self, "SELECT quantity FROM probe_item") } == 40)
        }
    }

    /// More than fit in one group.
    @Test(arguments: TestDatabases.all)
    func manyWaitInSeveralGroups(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in 0..<2000 { group.addTask { try await database.write { try $0.addItem(id) } } }
                try await group.waitForAll()
            }
            #expect(try await database.countItems() == 2000)
        }
    }

    /// Signals of a body that was rolled back are not sent, those of its neighbours are.
    @Test(arguments: TestDatabases.all)
    func sendsTheSignalsOfThoseThatWereCommitted(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            let stream = database.notifications(on: "jobs")
            _ = try await together(
                database,
                [
                    { $0.notify("jobs", "a") },
                    { tx in
                        tx.notify("jobs", "b")
                        throw Intended()
                    },
                    { $0.notify("jobs", "c") },
                ]
            )
            var found: Set<String> = []
            for await payload in stream where !payload.isEmpty {
                found.insert(payload)
                if found.count == 2 { break }
            }
            #expect(found == ["a", "c"])
        }
    }

    /// Nobody is told of success before others can see the change.
    @Test(arguments: TestDatabases.shared)
    func acknowledgesAfterTheCommit(_ kind: TestDatabase) async throws {
        try await kind.usePlace { place in
            let here = try await Database.open(place.address)
            let there = try await Database.open(place.address)
            try await here.migrate([TestSchema.module])
            try await withThrowingTaskGroup(of: Int?.self) { group in
                for id in 1...100 {
                    group.addTask {
                        try await here.write { try $0.addItem(id) }
                        return try await there.read { try $0.value(Int.self, "SELECT id FROM probe_item WHERE id = \(id)") }
                    }
                }
                for try await found in group { #expect(found != nil) }
            }
            await there.close()
            await here.close()
        }
    }
}

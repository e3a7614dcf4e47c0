import Foundation
import Storage
import StorageTesting
import Testing

/// What only PostgreSQL can do: break, lock rows, and let transactions get into each other's way.
@Suite(.timeLimit(.minutes(1)), .enabled(if: !TestDatabases.postgreSQL.isEmpty, "BACKROOM_TEST_POSTGRES holds no address"))
struct PostgresTests {
    private let kind = TestDatabase.postgreSQL

    @Test func goesOnWithANewConnection() async throws {
        try await kind.use([TestSchema.module]) { database in
            for id in 1...10 {
                try await database.write { try $0.addItem(id) }
                _ = try? await database.write { try $0.execute("SELECT pg_terminate_backend(pg_backend_pid())") }
                #expect(try await database.countItems() == id)
            }
        }
    }

    /// The connection breaks in the middle of a transaction: it cannot have been committed, so it is begun anew.
    @Test func repeatsATransactionThatWasCutOff() async throws {
        try await kind.use([TestSchema.module]) { database in
            let attempts = Counter()
            try await database.write { tx in
                try tx.addItem(1)
                if attempts.next() == 1 { try tx.execute("SELECT pg_terminate_backend(pg_backend_pid())") }
                try tx.addItem(2)
            }
            #expect(attempts.value == 2)
            #expect(try await database.countItems() == 2)
        }
    }

    /// A process that is paused in the middle of a transaction loses its locks; when it goes on, the transaction is begun anew.
    @Test func aTransactionThatStandsStillDoesNotHoldItsLocks() async throws {
        var configuration = DatabaseConfiguration()
        configuration.idleTransactionTimeout = .milliseconds(300)
        try await kind.use([TestSchema.module], configuration: configuration) { database in
            try await database.write { try $0.addItem(1) }
            let attempts = Counter()
            let isHeld = DispatchSemaphore(value: 0)
            let goesOn = DispatchSemaphore(value: 0)
            async let paused: Void = database.write { tx in
                try tx.execute("UPDATE probe_item SET quantity = quantity + 1 WHERE id = 1")
                if attempts.next() == 1 {
                    isHeld.signal()
                    goesOn.wait()
                }
                try tx.execute("UPDATE probe_item SET quantity = quantity + 1 WHERE id = 1")
            }
            try await database.write { tx in
                isHeld.wait()
                // Waits for the row until the server ends the other's connection.
                try tx.execute("UPDATE probe_item SET quantity = quantity + 10 WHERE id = 1")
            }
            goesOn.signal()
            try await paused
            #expect(attempts.value == 2)
            #expect(try await database.read { try $0.all(Int.self, "SELECT quantity FROM probe_item") } == [12])
        }
    }

    /// Two transactions that lock the same rows in opposite order: the server ends one, and it is begun anew.
    @Test func repeatsAfterADeadlock() async throws {
        try await kind.use([TestSchema.module]) { database in
            try await database.write { tx in for id in 1...2 { try tx.addItem(id) } }
            let attempts = Counter()
            let both = DispatchSemaphore(value: 0)
            let other = DispatchSemaphore(value: 0)
            @Sendable func add(_ first: Int, _ second: Int, _ mine: DispatchSemaphore, _ theirs: DispatchSemaphore) async throws {
                try await database.write { tx in
                    let attempt = attempts.next()
                    try tx.execute("UPDATE probe_item SET quantity = quantity + 1 WHERE id = \(first)")
                    if attempt <= 2 {
                        mine.signal()
                        theirs.wait()
                    }
                    try tx.execute("UPDATE probe_item SET quantity = quantity + 1 WHERE id = \(second)")
                }
            }
            async let one: Void = add(1, 2, both, other)
            async let two: Void = add(2, 1, other, both)
            _ = try await (one, two)
            #expect(attempts.value == 3)
            #expect(try await database.read { try $0.all(Int.self, "SELECT quantity FROM probe_item") } == [2, 2])
        }
    }

    @Test func skipsLockedRows() async throws {
        try await kind.use([TestSchema.module]) { database in
            try await database.write { tx in for id in 1...4 { try tx.addItem(id) } }
            let claim: Statement = "SELECT id FROM probe_item ORDER BY id LIMIT \(2)\(skipLocked: ())"
            let hasClaimed = DispatchSemaphore(value: 0)
            let mayEnd = DispatchSemaphore(value: 0)
            async let first = database.write { tx in
                defer {
                    hasClaimed.signal()
                    mayEnd.wait()
                }
                return try tx.all(Int.self, claim)
            }
            let second = try await database.write { tx in
                hasClaimed.wait()
                defer { mayEnd.signal() }
                return try tx.all(Int.self, claim)
            }
            #expect(try await first == [1, 2])
            #expect(second == [3, 4])
        }
    }

    @Test func givesUpOnLocks() async throws {
        var configuration = DatabaseConfiguration()
        configuration.busyTimeout = .milliseconds(50)
        try await kind.use([TestSchema.module], configuration: configuration) { database in
            try await database.write { try $0.addItem(1) }
            let isLocked = DispatchSemaphore(value: 0)
            let mayEnd = DispatchSemaphore(value: 0)
            let holder = Task {
                try await database.write { tx in
                    try tx.execute("UPDATE probe_item SET quantity = 1 WHERE id = 1")
                    isLocked.signal()
                    mayEnd.wait()
                }
            }
            let error = await #expect(throws: StorageError.self) {
                try await database.write { tx in
                    isLocked.wait()
                    try tx.execute("UPDATE probe_item SET quantity = 2 WHERE id = 1")
                }
            }
            #expect(error?.code == .busy)
            mayEnd.signal()
            try await holder.value
        }
    }

    @Test func stopsLongStatements() async throws {
        var configuration = DatabaseConfiguration()
        configuration.statementTimeout = .milliseconds(100)
        try await kind.use([TestSchema.module], configuration: configuration) { database in
            let error = await #expect(throws: StorageError.self) { try await database.read { try $0.execute("SELECT pg_sleep(30)") } }
            #expect(error?.code == .timeout)
            #expect(try await database.countItems() == 0)
            // Migrations take as long as they need.
            let slow = Migration("slow", ["SELECT pg_sleep(0.3)"])
            try await database.migrate([MigrationModule(name: "slow", migrations: [slow])])
        }
    }

    /// A statement that was prepared before another connection changed the schema.
    @Test func preparesAnewAfterAChangeOfTheSchema() async throws {
        try await kind.usePlace { place in
            let here = try await Database.open(place.address)
            let there = try await Database.open(place.address)
            try await here.migrate([TestSchema.module])
            try await here.write { try $0.addItem(1) }
            #expect(try await here.read { try $0.first("SELECT * FROM probe_item")?.columnNames.count } == 4)
            try await there.write { try $0.execute("ALTER TABLE probe_item ADD COLUMN extra TEXT") }
            #expect(try await here.read { try $0.first("SELECT * FROM probe_item")?.columnNames.count } == 5)
            try await here.write { tx in
                try tx.insert(into: "probe_item", columns: ["id", "name"], rows: [[.integer(2), .text("two")]])
            }
            try await there.write { try $0.execute("ALTER TABLE probe_item ALTER COLUMN quantity TYPE DOUBLE PRECISION") }
            #expect(try await here.read { try $0.first("SELECT quantity FROM probe_item") }?[0] == .double(0))
            await there.close()
            await here.close()
        }
    }

    /// Only a statement that reads can have a cursor; the rows of one that changes them are given whole.
    @Test func streamsChangedRows() async throws {
        try await kind.use([TestSchema.module]) { database in
            let seen = try await database.write { tx in
                for id in 1...1200 { try tx.addItem(id) }
                var seen = 0
                try tx.forEach("WITH changed AS (UPDATE probe_item SET quantity = 1 RETURNING id) SELECT id FROM changed") { row in
                    seen += 1
                    _ = try tx.value(Int.self, "SELECT quantity FROM probe_item WHERE id = \(row.get(0, as: Int.self))")
                }
                try tx.forEach("WITH everything AS (SELECT id FROM probe_item) SELECT id FROM everything") { _ in seen += 1 }
                return seen
            }
            #expect(seen == 2400)
        }
    }

    @Test func hearsSignalsAfterTheListenerWasCutOff() async throws {
        try await kind.usePlace { place in
            let here = try await Database.open(place.address)
            let there = try await Database.open(place.address)
            let stream = here.notifications(on: "jobs")
            var iterator = stream.makeAsyncIterator()
            // Every beginning of listening says: look for yourself.
            #expect(await iterator.next() == "")
            let schema = try await there.read { try $0.value(String.self, "SELECT current_schema()") } ?? ""
            try await there.write { tx in
                try tx.execute(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE query = 'LISTEN storage_' || md5(\(schema))
                    """
                )
            }
            #expect(await iterator.next() == "")
            try await there.write { $0.notify("jobs", "again") }
            #expect(await iterator.next() == "again")
            await there.close()
            await here.close()
        }
    }

    @Test func saysThatTheServerCannotBeReached() async throws {
        let error = await #expect(throws: StorageError.self) {
            try await Database.open(DatabaseAddress("postgres://nobody:hunter2@127.0.0.1:1/nothing"))
        }
        #expect(error?.code == .connectionFailed)
        #expect("\(String(describing: error))".contains("hunter2") == false)
    }

    @Test func usesManyConnectionsAtOnce() async throws {
        var configuration = DatabaseConfiguration()
        configuration.maximumConnections = 3
        try await kind.use(configuration: configuration) { database in
            let pids = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<12 {
                    group.addTask {
                        try await database.read { try $0.value(Int.self, "SELECT pg_backend_pid() FROM pg_sleep(0.03)") } ?? 0
                    }
                }
                return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
            }
            #expect(pids.count == 3)
        }
    }

    /// Statements that fail again and again must not be prepared again and again.
    @Test func keepsStatementsThatFail() async throws {
        var configuration = DatabaseConfiguration()
        configuration.maximumConnections = 1
        try await kind.use([TestSchema.module], configuration: configuration) { database in
            try await database.write { try $0.addItem(1) }
            for _ in 0..<5 { _ = try? await database.write { try $0.addItem(1) } }
            let count = try await database.read {
                try $0.value(Int.self, "SELECT COUNT(*) FROM pg_prepared_statements WHERE statement LIKE \("INSERT INTO probe_item%")")
            }
            #expect(count == 1)
        }
    }
}

/// Counts from several threads.
final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0
    var value: Int { lock.withLock { count } }
    func next() -> Int {
        lock.withLock {
            count += 1
            return count
        }
    }
}

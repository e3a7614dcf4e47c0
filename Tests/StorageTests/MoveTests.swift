import Foundation
import Storage
import StorageTesting
import Testing

@Suite(.timeLimit(.minutes(1))) struct MoveTests {
    /// From each engine to each, also to itself.
    static let ways = TestDatabases.all.flatMap { from in TestDatabases.all.map { (from, $0) } }

    static let seeded = MigrationModule(
        name: "seed",
        migrations: [
            Migration(
                "create",
                [
                    "CREATE TABLE seed_counter (name TEXT PRIMARY KEY, value BIGINT NOT NULL)",
                    "INSERT INTO seed_counter (name, value) VALUES ('order', 0)",
                ]
            )
        ]
    )
    static let modules = [TestSchema.module, seeded]

    private func both(
        _ way: (TestDatabase, TestDatabase),
        _ body: (_ source: Database, _ target: Database) async throws -> Void
    ) async throws {
        try await way.0.use(Self.modules) { source in
            try await way.1.use { target in try await body(source, target) }
        }
    }

    private func fill(_ database: Database) async throws {
        try await database.write { tx in
            for (index, text) in StatementTests.hostile.enumerated() {
                let bytes = Array(text.utf8) + [0, 255]
                try tx.execute(
                    """
                    INSERT INTO probe_value (id, whole, floating, words, raw)
                    VALUES (\("\(index)"), \(index.isMultiple(of: 2) ? nil : Int.min + index), \(Double(index) / 3), \(text), \(bytes))
                    """
                )
            }
            // Rows that refer to later ones, and to themselves.
            try tx.addItem(5)
            for id in 6...2500 { try tx.addItem(id, parent: id - 1) }
            try tx.execute("UPDATE probe_item SET parent = 2500 WHERE id = 5")
            try tx.execute("UPDATE probe_item SET parent = 2000 WHERE id = 2000")
            try tx.execute("UPDATE seed_counter SET value = 77")
        }
    }

    private func content(_ database: Database) async throws -> [[DatabaseValue]] {
        try await database.read { tx in
            try tx.rows("SELECT id, whole, floating, words, raw FROM probe_value ORDER BY CAST(id AS BIGINT)").map(\.values)
                + tx.rows("SELECT id, name, quantity, parent FROM probe_item ORDER BY id").map(\.values)
                + tx.rows("SELECT * FROM seed_counter").map(\.values)
        }
    }

    @Test(arguments: ways)
    func carriesEverythingOver(_ way: (TestDatabase, TestDatabase)) async throws {
        try await both(way) { source, target in
            try await fill(source)
            let counts = try await Database.move(from: source, to: target, Self.modules)
            #expect(counts == ["probe_value": StatementTests.hostile.count, "probe_item": 2496, "seed_counter": 1])
            #expect(try await content(target) == content(source))
            #expect(try await target.check(Self.modules).isSound)
            // The references hold as before.
            let error = await #expect(throws: StorageError.self) { try await target.write { try $0.addItem(9999, parent: 8888) } }
            #expect(error?.code == .foreignKeyViolation)
        }
    }

    @Test(arguments: ways)
    func refusesATargetWithRows(_ way: (TestDatabase, TestDatabase)) async throws {
        try await both(way) { source, target in
            try await target.migrate([TestSchema.module])
            try await target.write { try $0.addItem(1, "mine") }
            let error = await #expect(throws: StorageError.self) { try await Database.move(from: source, to: target, Self.modules) }
            #expect(error?.code == .notEmpty)
            #expect(error?.message.contains("probe_item") == true)
            #expect(try await target.countItems() == 1)
        }
    }

    @Test(arguments: TestDatabases.all)
    func refusesASourceThatIsBehind(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { source in
            try await TestDatabase.sqliteInMemory.use { target in
                let error = await #expect(throws: StorageError.self) { try await Database.move(from: source, to: target, Self.modules) }
                #expect(error?.code == .notMigrated)
            }
        }
    }

    /// A value that the other engine cannot keep, deep in the data: the target stays empty.
    @Test(arguments: TestDatabases.postgreSQL)
    func carriesAllOrNothing(_ kind: TestDatabase) async throws {
        try await both((.sqliteFile, kind)) { source, target in
            try await fill(source)
            // SQLite takes text in a column of numbers.
            try await source.write { try $0.execute("UPDATE probe_value SET whole = 'eleven' WHERE id = '1'") }
            await #expect(throws: StorageError.self) { try await Database.move(from: source, to: target, Self.modules) }
            #expect(try await target.countItems() == 0)
            #expect(try await target.read { try $0.value(Int.self, "SELECT value FROM seed_counter") } == 0)
        }
    }

    @Test func refusesTablesThatDiffer() async throws {
        try await both((.sqliteFile, .sqliteInMemory)) { source, target in
            try await source.write { try $0.execute("CREATE TABLE other_table (id BIGINT)") }
            let error = await #expect(throws: StorageError.self) { try await Database.move(from: source, to: target, Self.modules) }
            #expect(error?.code == .copyMismatch)
            #expect(error?.message.contains("other_table") == true)
        }
    }

    @Test func tellsHowFarItIs() async throws {
        try await both((.sqliteFile, .sqliteInMemory)) { source, target in
            try await fill(source)
            let steps = Steps()
            try await Database.move(from: source, to: target, Self.modules) { steps.add($0) }
            #expect(steps.all.last?.rows == 2497 + StatementTests.hostile.count)
            #expect(Set(steps.all.map(\.table)) == ["probe_item", "probe_value", "seed_counter"])
        }
    }

    /// A backup of PostgreSQL is a SQLite file, and can be restored into an empty PostgreSQL.
    @Test(arguments: TestDatabases.postgreSQL)
    func backsUpAndRestores(_ kind: TestDatabase) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "backroom-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "copy.db").path
        try await kind.use(Self.modules) { source in
            try await fill(source)
            try await source.backup(to: path, Self.modules)
            try await kind.usePlace { place in
                try await Database.restore(from: path, to: place.address, Self.modules)
                let restored = try await Database.open(place.address)
                #expect(try await content(restored) == content(source))
                await restored.close()
                let again = await #expect(throws: StorageError.self) {
                    try await Database.restore(from: path, to: place.address, Self.modules)
                }
                #expect(again?.code == .notEmpty)
            }
        }
    }
}

final class Steps: @unchecked Sendable {
    private let lock = NSLock()
    private var steps: [MoveProgress] = []
    var all: [MoveProgress] { lock.withLock { steps } }
    func add(_ step: MoveProgress) { lock.withLock { steps.append(step) } }
}

import Storage
import StorageTesting
import Testing

@Suite(.timeLimit(.minutes(1))) struct MigrationTests {
    static let first = Migration("create a", ["CREATE TABLE mig_a (id BIGINT PRIMARY KEY)"])
    static let second = Migration("create b", ["CREATE TABLE mig_b (id BIGINT PRIMARY KEY)", "INSERT INTO mig_b (id) VALUES (\(1))"])
    static let third = Migration("create c", ["CREATE TABLE mig_c (id BIGINT PRIMARY KEY)"])

    static func module(_ migrations: Migration...) -> [MigrationModule] { [MigrationModule(name: "mig", migrations: migrations)] }

    @Test(arguments: TestDatabases.all)
    func appliesWhatIsLeft(_ kind: TestDatabase) async throws {
        try await kind.use { database in
            try await database.migrate(Self.module(Self.first))
            #expect(try await database.read { [try $0.hasTable("mig_a"), try $0.hasTable("mig_b")] } == [true, false])
            try await database.migrate(Self.module(Self.first, Self.second, Self.third))
            try await database.migrate(Self.module(Self.first, Self.second, Self.third))
            #expect(try await database.read { try $0.hasTable("mig_c") })
            #expect(try await database.read { try $0.value(Int.self, "SELECT COUNT(*) FROM mig_b") } == 1)
            #expect(try await database.check(Self.module(Self.first, Self.second, Self.third)).applied["mig"] == 3)
        }
    }

    @Test(arguments: TestDatabases.all)
    func keepsModulesApart(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database async throws in
            try await database.migrate(Self.module(Self.first))
            try await database.migrate([TestSchema.module])
            let check = try await database.check([TestSchema.module] + Self.module(Self.first, Self.second))
            #expect(check.applied == ["probe": 1, "mig": 1])
            #expect(check.pending == ["mig: create b"])
            #expect(check.isSound)
        }
    }

    /// The edit, the modules that come with it, and how it is refused. The database has the first two migrations.
    static let refusals: [(String, [MigrationModule], StorageError.Code)] = [
        ("newer", module(first), .databaseFromNewerVersion),
        ("unknown", module(first, third), .databaseFromNewerVersion),
        ("order", module(second, first), .migrationOrder),
        ("between", module(first, third, second), .migrationOrder),
        ("edited", module(first, Migration("create b", ["CREATE TABLE mig_b (id BIGINT)"])), .checksumMismatch),
        ("shorter", module(first, Migration("create b", Array(second.statements.prefix(1)))), .checksumMismatch),
        (
            "value", module(first, Migration("create b", [second.statements[0], "INSERT INTO mig_b (id) VALUES (\(2))"])), .checksumMismatch
        ),
    ]

    @Test(arguments: TestDatabases.all, refusals.indices)
    func refusesWhatDoesNotFit(_ kind: TestDatabase, _ index: Int) async throws {
        let (name, modules, code) = Self.refusals[index]
        try await kind.use(Self.module(Self.first, Self.second)) { database async throws in
            let error = await #expect(throws: StorageError.self, "\(name)") { try await database.migrate(modules) }
            #expect(error?.code == code, "\(name)")
            #expect(error?.message.contains("“mig”") == true)
            #expect(error?.message.contains("Nothing was changed") == true)
            #expect(try await database.read { try $0.hasTable("mig_c") } == false)
            #expect(try await database.check(modules).problems.count == 1)
        }
    }

    @Test(arguments: TestDatabases.all)
    func doesNotMindWhiteSpace(_ kind: TestDatabase) async throws {
        try await kind.use(Self.module(Self.first)) { database in
            let formatted = Migration("create a", ["CREATE TABLE mig_a\n    (id BIGINT   PRIMARY KEY)\n"])
            try await database.migrate(Self.module(formatted, Self.second))
        }
    }

    /// A step that fails takes back all steps of all modules.
    @Test(arguments: TestDatabases.all)
    func appliesAllOrNothing(_ kind: TestDatabase) async throws {
        try await kind.use { database in
            let broken = Migration("break", ["CREATE TABLE mig_d (id BIGINT)", "INSERT INTO nowhere VALUES (1)"])
            let error = await #expect(throws: StorageError.self) {
                try await database.migrate([TestSchema.module] + Self.module(Self.first, broken))
            }
            #expect(error?.code == .statement)
            #expect(error?.message.contains("The migration “break” of “mig” failed") == true)
            for table in ["mig_a", "mig_d", "probe_item"] { #expect(try await database.read { try $0.hasTable(table) } == false) }
            try await database.migrate(Self.module(Self.first))
        }
    }

    /// Handles that start together, as processes do: the schema is made once, and everybody succeeds.
    @Test(arguments: TestDatabases.shared)
    func migratesOnceWhenManyStart(_ kind: TestDatabase) async throws {
        try await kind.usePlace { place in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        let database = try await Database.open(place.address)
                        try await database.migrate(Self.module(Self.first, Self.second, Self.third))
                        await database.close()
                    }
                }
                try await group.waitForAll()
            }
            let database = try await Database.open(place.address)
            #expect(try await database.read { try $0.value(Int.self, "SELECT COUNT(*) FROM mig_b") } == 1)
            #expect(try await database.read { try $0.value(Int.self, "SELECT COUNT(*) FROM storage_migration") } == 3)
            await database.close()
        }
    }
}

import Storage
import StorageTesting
import Testing

@Suite struct SmokeTests {
    @Test(arguments: TestDatabases.all)
    func writesAndReads(_ kind: TestDatabase) async throws {
        let module = MigrationModule(
            name: "smoke",
            migrations: [Migration("create", ["CREATE TABLE smoke_a (id TEXT PRIMARY KEY, n BIGINT)"])]
        )
        try await kind.use([module]) { database in
            let changed = try await database.write { tx in
                try tx.execute("INSERT INTO smoke_a (id, n) VALUES (\("x'; DROP TABLE smoke_a; --"), \(1))")
            }
            #expect(changed == 1)
            let n = try await database.read { try $0.value(Int.self, "SELECT COUNT(*) FROM smoke_a WHERE n IN \(list: [1, 2, 3])") }
            #expect(n == 1)
        }
    }
}

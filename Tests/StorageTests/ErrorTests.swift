import Foundation
import Storage
import StorageTesting
import Testing

@Suite(.timeLimit(.minutes(1))) struct ErrorTests {
    private func error(_ kind: TestDatabase, _ body: @escaping @Sendable (Transaction) throws -> Void) async throws -> StorageError {
        try await kind.use([TestSchema.module]) { database in
            try #require(await #expect(throws: StorageError.self) { try await database.write(body) })
        }
    }

    @Test(arguments: TestDatabases.all)
    func tellsUniqueViolations(_ kind: TestDatabase) async throws {
        let key = try await error(kind) {
            try $0.addItem(1)
            try $0.addItem(1, "other")
        }
        #expect(key.code == .uniqueViolation)
        #expect(key.table == "probe_item")
        #expect(key.columns == ["id"])
        #expect(key.constraint != nil)
        let name = try await error(kind) {
            try $0.addItem(1, "same secret")
            try $0.addItem(2, "same secret")
        }
        #expect(name.code == .uniqueViolation)
        #expect(name.columns == ["name"])
        #expect("\(name)".contains("secret") == false)
    }

    @Test(arguments: TestDatabases.all)
    func tellsOtherViolations(_ kind: TestDatabase) async throws {
        #expect(try await error(kind) { try $0.addItem(1, parent: 99) }.code == .foreignKeyViolation)
        #expect(try await error(kind) { try $0.addItem(1, quantity: -1) }.code == .checkViolation)
        let missing = try await error(kind) { try $0.execute("INSERT INTO probe_item (id) VALUES (1)") }
        #expect(missing.code == .notNullViolation)
        #expect(missing.columns == ["name"])
        let referred = try await error(kind) {
            try $0.addItem(1)
            try $0.addItem(2, parent: 1)
            try $0.execute("DELETE FROM probe_item WHERE id = 1")
        }
        #expect(referred.code == .foreignKeyViolation)
    }

    @Test(
        arguments: TestDatabases.all,
        ["SELEC 1", "SELECT * FROM nowhere", "SELECT nothing FROM probe_item", "SELECT 1; SELECT 2", "", "SELECT 'open"]
    )
    func tellsWrongStatements(_ kind: TestDatabase, _ sql: String) async throws {
        let wrong = try await error(kind) { try $0.execute(Statement(raw: sql)) }
        #expect(wrong.code == .statement)
        #expect(wrong.statement == sql)
    }

    @Test func saysThatTheFolderIsMissing() async throws {
        let error = await #expect(throws: StorageError.self) {
            try await Database.open(.sqlite(path: "/nonexistent/folder/shop.db"))
        }
        #expect(error?.code == .folderMissing)
        #expect(error?.message.contains("/nonexistent/folder") == true)
    }

    @Test func saysThatAFileIsNoDatabase() async throws {
        try await TestDatabase.sqliteFile.usePlace { place in
            let path = try #require(place.address.filePath)
            let text = Data(String(repeating: "This is a picture.\n", count: 500).utf8)
            try text.write(to: URL(fileURLWithPath: path))
            let error = await #expect(throws: StorageError.self) { try await Database.open(place.address) }
            #expect(error?.code == .notADatabase)
            #expect(error?.message.contains(path) == true)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == text)
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            let second = await #expect(throws: StorageError.self) { try await Database.open(.sqlite(path: folder)) }
            #expect(second?.code == .notADatabase)
        }
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
    func saysThatAFileIsReadOnly() async throws {
        try await TestDatabase.sqliteFile.usePlace { place in
            try await Database.open(place.address).close()
            try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: try #require(place.address.filePath))
            let error = await #expect(throws: StorageError.self) { try await Database.open(place.address) }
            #expect(error?.code == .readOnly)
        }
    }
}

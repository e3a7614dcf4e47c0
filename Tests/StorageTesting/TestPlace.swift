import Foundation
public import Storage

/// Where a database of one test lives; several processes or handles may open it until it is removed.
public struct TestPlace: Sendable {
    public let address: DatabaseAddress
    private let cleanUp: @Sendable () async -> Void

    public static func make(_ kind: TestDatabase) async throws -> TestPlace {
        switch kind {
        case .postgreSQL: return try await makeSchema()
        case .sqliteInMemory: return TestPlace(address: .sqliteInMemory, cleanUp: {})
        case .sqliteFile:
            let folder = FileManager.default.temporaryDirectory.appending(path: "backroom-test-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            return TestPlace(address: .sqlite(path: folder.appending(path: "test.db").path)) {
                try? FileManager.default.removeItem(at: folder)
            }
        }
    }

    /// A schema for each test: made in a tenth of the time that a database takes.
    private static func makeSchema() async throws -> TestPlace {
        guard let server = TestDatabases.postgreSQLAddress else {
            throw StorageError(.connectionFailed, "BACKROOM_TEST_POSTGRES holds no address.")
        }
        let schema = "test_" + UUID().uuidString.lowercased().replacing("-", with: "")
        try await execute("CREATE SCHEMA \(schema)", server)
        let separator = server.contains("?") ? "&" : "?"
        return TestPlace(address: try DatabaseAddress("\(server)\(separator)options=-csearch_path%3D\(schema)")) {
            try? await execute("DROP SCHEMA \(schema) CASCADE", server)
        }
    }

    private static func execute(_ sql: String, _ server: String) async throws {
        let database = try await Database.open(DatabaseAddress(server))
        try await database.write { try $0.execute(Statement(raw: sql)) }
        await database.close()
    }

    /// Removes the database; it must be closed by then.
    public func remove() async { await cleanUp() }
}

/// One row of `storage_migration`: a migration that this database has behind it.
struct AppliedMigration: Decodable, Sendable, Hashable {
    var module: String
    var position: Int
    var name: String
    var checksum: String
    var appliedAt: Int64

    static let createTable: Statement = """
        CREATE TABLE IF NOT EXISTS storage_migration (
            module TEXT NOT NULL,
            position BIGINT NOT NULL,
            name TEXT NOT NULL,
            checksum TEXT NOT NULL,
            applied_at BIGINT NOT NULL,
            PRIMARY KEY (module, position)
        )
        """

    static func all(_ transaction: Transaction) throws -> [AppliedMigration] {
        guard try transaction.hasTable("storage_migration") else { return [] }
        return try transaction.all(
            AppliedMigration.self,
            "SELECT module, position, name, checksum, applied_at FROM storage_migration ORDER BY module, position"
        )
    }

    func insert(_ transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO storage_migration (module, position, name, checksum, applied_at)
            VALUES (\(module), \(position), \(name), \(checksum), \(appliedAt))
            """
        )
    }
}

extension Transaction {
    /// Whether the database has a table of this name.
    public func hasTable(_ name: String) throws -> Bool {
        switch dialect {
        case .sqlite: try first("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = \(name)") != nil
        case .postgreSQL:
            try first("SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = \(name)") != nil
        }
    }
}

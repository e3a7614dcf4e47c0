import Foundation
import Logging
import Storage

/// A schema of a PostgreSQL database, made for one check.
struct ChaosSchema {
    let name: String
    /// The address with the schema as its search path.
    let addressText: String
    private let server: DatabaseAddress

    /// - Returns: nil for SQLite, which needs none.
    static func make(in address: String) async throws -> ChaosSchema? {
        let server = try DatabaseAddress(address)
        guard server.dialect == .postgreSQL else { return nil }
        let name = "chaos_\(ProcessInfo.processInfo.processIdentifier)"
        let separator = address.contains("?") ? "&" : "?"
        let schema = ChaosSchema(name: name, addressText: "\(address)\(separator)options=-csearch_path%3D\(name)", server: server)
        try await schema.execute("CREATE SCHEMA \(name)")
        return schema
    }

    func remove() async throws { try await execute("DROP SCHEMA \(name) CASCADE") }

    private func execute(_ sql: String) async throws {
        let database = try await Database.open(server, logger: .silent)
        try await database.write { tx in _ = try tx.execute(Statement(raw: sql)) }
        await database.close()
    }
}

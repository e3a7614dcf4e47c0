import Storage

/// The list of what could not be synchronized, for people.
public struct SkippedRecords: Sendable {
    let database: Database

    private static let columns: Statement =
        "id, shop, task, record, name, reason, code, field, attempts, next_try, since, last_try"

    /// Newest first.
    /// - Parameters:
    ///   - after: the id of the last record of the page before.
    ///   - limit: nil lists all.
    public func list(
        shop: String? = nil,
        task: String? = nil,
        oldestFirst: Bool = false,
        after: String? = nil,
        limit: Int? = nil
    ) async throws -> [SkippedRecord] {
        try await database.read { tx in
            var conditions: [Statement] = []
            if let shop { conditions.append("shop = \(try ShopStore(tx: tx).existing(shop).code)") }
            if let task {
                guard let name = TaskName(task)?.rawValue else {
                    throw ConnectorError(.notFound, "There is no task \(task).", record: task, field: "task")
                }
                conditions.append("task = \(name)")
            }
            if let after { conditions.append("id \(raw: oldestFirst ? ">" : "<") \(after)") }
            let filter: Statement = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
            let end: Statement = limit.map { "LIMIT \($0)" } ?? ""
            return try tx.all(
                SkippedRecord.self,
                "SELECT \(Self.columns) FROM connector_skipped \(filter) ORDER BY id \(raw: oldestFirst ? "ASC" : "DESC") \(end)"
            )
        }
    }

    /// - Throws: `ConnectorError` `notFound`.
    public func show(_ id: String) async throws -> SkippedRecord {
        try await database.read { try Self.existing(id, $0) }
    }

    /// Makes it due now: the task's next run tries it again.
    @discardableResult
    public func retry(_ id: String) async throws -> SkippedRecord {
        try await database.write { tx in
            _ = try Self.existing(id, tx)
            try tx.execute("UPDATE connector_skipped SET next_try = \(try tx.now()) WHERE id = \(id)")
            return try Self.existing(id, tx)
        }
    }

    /// A person decided that it needs nothing. It comes back only if the record changes and fails again.
    public func dismiss(_ id: String) async throws {
        try await database.write { tx in
            _ = try Self.existing(id, tx)
            try tx.execute("DELETE FROM connector_skipped WHERE id = \(id)")
        }
    }

    private static func existing(_ id: String, _ tx: Transaction) throws -> SkippedRecord {
        guard let record = try tx.first(SkippedRecord.self, "SELECT \(columns) FROM connector_skipped WHERE id = \(id)") else {
            throw ConnectorError(.notFound, "There is no skipped record \(id).", record: id)
        }
        return record
    }
}

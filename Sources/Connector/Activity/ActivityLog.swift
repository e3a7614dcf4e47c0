public import Foundation
import Storage

/// The activity log: every request that the shop card lets it keep.
public struct ActivityLog: Sendable {
    let database: Database

    static let columns = [
        "id", "at", "shop", "run", "operation", "attempt", "status", "requested", "actual", "seconds", "request_id", "error",
    ]

    /// Newest first.
    public func list(
        shop: String? = nil,
        errorsOnly: Bool = false,
        oldestFirst: Bool = false,
        after: String? = nil,
        limit: Int? = nil
    ) async throws -> [ActivityEntry] {
        try await database.read { tx in
            var conditions: [Statement] = []
            if let shop { conditions.append("shop = \(try ShopStore(tx: tx).existing(shop).code)") }
            if errorsOnly { conditions.append("error IS NOT NULL") }
            if let after { conditions.append("id \(raw: oldestFirst ? ">" : "<") \(after)") }
            let filter: Statement = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
            let end: Statement = limit.map { "LIMIT \($0)" } ?? ""
            return try tx.all(
                ActivityEntry.self,
                "SELECT \(raw: Self.columns.joined(separator: ", ")) FROM connector_activity \(filter) ORDER BY id \(raw: oldestFirst ? "ASC" : "DESC") \(end)"
            )
        }
    }

    /// Deletes what is older, in bounded batches; answers how many entries went.
    @discardableResult
    public func prune(before instant: Date, batch: Int = 1000) async throws -> Int {
        var deleted = 0
        while true {
            let count = try await database.write { tx in
                try tx.execute(
                    """
                    DELETE FROM connector_activity WHERE id IN
                        (SELECT id FROM connector_activity WHERE at < \(instant) ORDER BY at LIMIT \(batch))
                    """
                )
            }
            deleted += count
            if count < batch { return deleted }
        }
    }

    func store(_ entries: [ActivityEntry]) async throws {
        guard !entries.isEmpty else { return }
        try await database.write { tx in
            // The shop may be gone by now: its log goes with it.
            let shops = Set(try ShopStore(tx: tx).all().map(\.code))
            try tx.insert(
                into: "connector_activity",
                columns: Self.columns,
                rows: entries.filter { shops.contains($0.shop) }.map { entry in
                    [
                        entry.id.databaseValue, entry.at.databaseValue, entry.shop.databaseValue, entry.run.databaseValue,
                        entry.operation.databaseValue, entry.attempt.databaseValue, entry.status.databaseValue,
                        entry.requested.databaseValue, entry.actual.databaseValue, entry.seconds.databaseValue,
                        entry.requestId.databaseValue, entry.error.databaseValue,
                    ]
                },
                onConflict: "ON CONFLICT (id) DO NOTHING"
            )
        }
    }
}

public import BackOffice
import Storage

extension Ledger: ChangeReporting {
    public func changes(of kinds: Set<ChangeKind>, after cursor: String?, limit: Int) async throws -> ChangePage {
        let after = try Self.sequence(cursor)
        return try await database.read { transaction in
            let limit = min(max(limit, 1), 10_000)
            let rows = try transaction.rows(
                """
                SELECT * FROM ledger_change WHERE kind IN \(list: kinds.map(\.rawValue).sorted()) AND sequence > \(after)
                ORDER BY sequence LIMIT \(limit + 1)
                """
            )
            let shown = rows.prefix(limit)
            return ChangePage(
                changes: try shown.compactMap { row in
                    guard let kind = ChangeKind(rawValue: try row.get("kind")) else { return nil }
                    return Change(
                        kind: kind,
                        no: try row.get("no"),
                        variant: try row.get("variant_code"),
                        location: try row.get("location_code")
                    )
                },
                cursor: String(try shown.last?.get("sequence", as: Int64.self) ?? after),
                hasMore: rows.count > limit
            )
        }
    }

    /// The count behind a cursor; nothing is before the first change.
    static func sequence(_ cursor: String?) throws -> Int64 {
        guard let cursor else { return 0 }
        guard let sequence = Int64(cursor), sequence >= 0 else { throw DocumentCursor.bad(cursor) }
        return sequence
    }
}

import Storage

/// What is due, along the index of each priority: not-yet-due, waiting and finished rows are never met.
enum DueEntries {
    /// The first due entries by rank, locked against other claimers on PostgreSQL.
    /// - Parameter from: What is due earlier is left out, see ``DueHorizon``.
    static func first(_ limit: Int, from: Int64? = nil, now: Int64, in tx: Transaction) throws -> [EntryRow] {
        let parts = Priority.allCases.map { priority -> Statement in
            """
            SELECT \(EntryRow.columnList) FROM (
                SELECT \(EntryRow.columnList) FROM job_entry\(along: "job_entry_ready")
                WHERE status = 'ready' AND priority = \(raw: String(priority.rawValue)) AND due <= \(now)\(later(from, tx)) AND foreground IS NULL
                ORDER BY due, id LIMIT \(limit)\(skipLocked: ())
            ) AS \(raw: priority.name)_entries
            """
        }
        var rows = try tx.rows(parts.joined(separator: " UNION ALL ")).map(EntryRow.init)
        // Each priority's part comes in order: mostly there is one.
        if let first = rows.first, rows.contains(where: { $0.priority != first.priority }) {
            rows.sort { ($0.rank, $0.id) < ($1.rank, $1.id) }
        }
        if rows.count > limit { rows.removeLast(rows.count - limit) }
        return rows
    }

    /// When something is due next: an entry, the end of a sleep, an expiration. Nil: nothing that time alone brings about.
    /// - Parameter from: What is due earlier is left out, see ``DueHorizon``.
    static func next(from: Int64? = nil, in tx: Transaction) throws -> Int64? {
        var parts = Priority.allCases.map { priority -> Statement in
            """
            (SELECT due FROM job_entry\(along: "job_entry_ready") WHERE status = 'ready' AND priority = \(raw: String(priority.rawValue)) AND foreground IS NULL\(later(from, tx))
             ORDER BY due, id LIMIT 1)
            """
        }
        parts.append(
            """
            (SELECT due FROM job_entry\(along: "job_entry_asleep") WHERE status = 'onHoldWithInactivityTimeout' ORDER BY due LIMIT 1)
            """
        )
        parts.append(
            """
            (SELECT expiration FROM job_entry\(along: "job_entry_expiration")
             WHERE expiration IS NOT NULL AND status IN ('ready', 'waiting', 'onHoldWithInactivityTimeout') ORDER BY expiration LIMIT 1)
            """
        )
        guard let row = try tx.first("SELECT \(parts.joined(separator: ", "))") else { return nil }
        var cells = Cells(row)
        return parts.indices.compactMap { _ in cells.optionalInteger() }.min()
    }

    /// SQLite keeps nothing that is gone.
    private static func later(_ from: Int64?, _ tx: Transaction) -> Statement {
        guard let from, tx.dialect == .postgreSQL else { return "" }
        return " AND due >= \(from)"
    }
}

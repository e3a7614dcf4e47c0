import Storage

/// What is due, along the index of each priority: not-yet-due, waiting and finished rows are never met.
enum DueEntries {
    /// The first due entries by rank, locked against other claimers on PostgreSQL.
    static func first(_ limit: Int, now: Int64, in tx: Transaction) throws -> [EntryRow] {
        let parts = Priority.allCases.map { priority -> Statement in
            """
            SELECT \(EntryRow.columnList) FROM (
                SELECT \(EntryRow.columnList) FROM job_entry\(along: "job_entry_ready")
                WHERE status = 'ready' AND priority = \(raw: String(priority.rawValue)) AND due <= \(now) AND foreground IS NULL
                ORDER BY due, id LIMIT \(limit)\(skipLocked: ())
            ) AS \(raw: priority.name)_entries
            """
        }
        var rows = try tx.rows(parts.joined(separator: " UNION ALL ")).map(EntryRow.init)
        rows.sort { ($0.rank, $0.id) < ($1.rank, $1.id) }
        return Array(rows.prefix(limit))
    }

    /// When something is due next: an entry, the end of a sleep, an expiration. Nil: nothing that time alone brings about.
    static func next(in tx: Transaction) throws -> Int64? {
        var parts = Priority.allCases.map { priority -> Statement in
            """
            (SELECT due FROM job_entry\(along: "job_entry_ready") WHERE status = 'ready' AND priority = \(raw: String(priority.rawValue)) AND foreground IS NULL
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
}

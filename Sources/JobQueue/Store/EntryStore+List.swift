import Storage

extension EntryStore {
    /// Newest first. Each status is read along its own index, so that a page does not touch what it does not show.
    static func list(_ filter: EntryFilter, task: String?, in tx: Transaction) throws -> [EntryRow] {
        let unfinished = Set(EntryStatus.allCases).subtracting(filter.includesFinished ? [] : [.finished])
        var rows: [EntryRow] = []
        for status in (filter.statuses ?? unfinished).sorted(by: { $0.rawValue < $1.rawValue }) {
            var conditions: [Statement] = ["status = \(status.rawValue)"]
            if let shop = filter.shop { conditions.append("shop = \(shop)") }
            if let task { conditions.append("task = \(task)") }
            if let category = filter.category { conditions.append("category = \(category)") }
            if let owner = filter.owner { conditions.append("owner = \(owner)") }
            if let after = filter.after { conditions.append("id < \(after)") }
            let limit = filter.limit.map { limit -> Statement in " LIMIT \(limit)" } ?? ""
            let found = try tx.rows(
                "SELECT \(EntryRow.columnList) FROM job_entry WHERE \(conditions.joined(separator: " AND ")) ORDER BY id DESC\(limit)"
            )
            rows += try found.map(EntryRow.init)
        }
        rows.sort { $0.id > $1.id }
        return filter.limit.map { Array(rows.prefix($0)) } ?? rows
    }

    /// How many entries there are, by status. Finished ones are left out: counting what is kept for a month takes time.
    static func counts(shop: String?, in tx: Transaction) throws -> [EntryStatus: Int] {
        var conditions: [Statement] = ["status IN ('onHold', 'ready', 'waiting', 'inProcess', 'error', 'onHoldWithInactivityTimeout')"]
        if let shop { conditions.append("shop = \(shop)") }
        let rows = try tx.rows("SELECT status, COUNT(*) FROM job_entry WHERE \(conditions.joined(separator: " AND ")) GROUP BY status")
        var counts: [EntryStatus: Int] = [:]
        for row in rows {
            if let status = EntryStatus(rawValue: try row.get(0)) { counts[status] = try row.get(1) }
        }
        return counts
    }
}

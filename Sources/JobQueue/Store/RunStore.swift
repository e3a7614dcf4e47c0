import Storage

/// The job queue log. A run's row is written when it ends, or about a second after its start when it takes longer: until then the
/// entry's own row tells of it.
enum RunStore {
    static func save(_ rows: [RunRow], in tx: Transaction) throws { try save(rows.map(\.values), in: tx) }

    /// - Parameter rows: values of runs.
    static func save(_ rows: [[DatabaseValue]], in tx: Transaction) throws {
        try tx.postInsert(into: "job_run", columns: RunRow.columns, rows: rows, onConflict: replacing)
    }

    /// A run that has ended stays as it ended: what a node saves of its progress may be on its way for so long (a pause, a network that is
    /// mended at last) that others have ended the run meanwhile.
    private static let replacing =
        "ON CONFLICT (id) DO UPDATE SET "
        + [
            "status", "ended", "node", "message", "error", "progress_done", "progress_total", "read_count", "created_count",
            "updated_count", "unchanged_count", "skipped_count", "failed_count", "requests", "points", "error_code",
        ].map { "\($0) = excluded.\($0)" }.joined(separator: ", ") + " WHERE job_run.ended IS NULL"

    static func find(_ id: String, in tx: Transaction) throws -> RunRow? {
        if let saved = try tx.first("SELECT \(RunRow.columnList) FROM job_run WHERE id = \(id)") { return try RunRow(saved) }
        return try running(in: tx).first { $0.id == id }
    }

    /// Newest first.
    static func list(_ filter: RunFilter, task: String?, in tx: Transaction) throws -> [RunRow] {
        var conditions: [Statement] = []
        if let entry = filter.entry { conditions.append("entry = \(entry)") }
        if let statuses = filter.statuses {
            conditions.append("status IN \(list: statuses.map(\.rawValue).sorted())")
            // The partial index can be used only when the text says what it leaves out.
            if statuses.contains(.success) == false { conditions.append("status <> 'success'") }
        }
        if let shop = filter.shop { conditions.append("shop = \(shop)") }
        if let task { conditions.append("task = \(task)") }
        if let after = filter.after { conditions.append("id \(raw: filter.oldestFirst ? ">" : "<") \(after)") }
        let way = filter.oldestFirst ? "ASC" : "DESC"
        let condition: Statement = conditions.isEmpty ? "" : " WHERE \(conditions.joined(separator: " AND "))"
        let limit = filter.limit.map { limit -> Statement in " LIMIT \(limit)" } ?? ""
        var rows = try tx.rows("SELECT \(RunRow.columnList) FROM job_run\(condition) ORDER BY id \(raw: way)\(limit)").map(RunRow.init)
        if filter.statuses?.contains(.inProcess) ?? true {
            let known = Set(rows.map(\.id))
            rows += try running(in: tx).filter { run in
                known.contains(run.id) == false && filter.entry ?? run.entry == run.entry && filter.shop ?? run.shop == run.shop
                    && task ?? run.task == run.task && filter.after.map { filter.oldestFirst ? run.id > $0 : run.id < $0 } ?? true
            }
            rows.sort { filter.oldestFirst ? $0.id < $1.id : $0.id > $1.id }
        }
        return filter.limit.map { Array(rows.prefix($0)) } ?? rows
    }

    /// The runs that go on, as their entries' rows tell.
    private static func running(in tx: Transaction) throws -> [RunRow] {
        try tx.rows("SELECT \(EntryRow.columnList) FROM job_entry WHERE status = 'inProcess' ORDER BY id").compactMap { row in
            RunRow(inProcess: try EntryRow(row))
        }
    }
}

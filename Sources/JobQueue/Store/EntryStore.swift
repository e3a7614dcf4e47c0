import Storage

/// Reads and writes single entries.
enum EntryStore {
    /// Leaves out the columns that are as their default in all rows: most entries use few of them.
    @discardableResult
    static func insert(_ rows: [EntryRow], in tx: Transaction) throws -> Int {
        let values = rows.map(\.values)
        let used = EntryRow.columns.indices.filter { column in
            EntryRow.required.contains(column) || values.contains { $0[column] != EntryRow.defaults[column] }
        }
        return try tx.insert(
            into: "job_entry",
            columns: used.map { EntryRow.columns[$0] },
            rows: values.map { row in used.map { row[$0] } },
            onConflict: duplicateClause
        )
    }

    /// Saves one entry that is due at once, by the database's clock. It gives the instant, and no row when the same work is there already.
    static func insertion(dueNow row: EntryRow) -> Statement {
        var names: [String] = []
        var values: [Statement] = []
        for (column, value) in zip(EntryRow.columns.indices, row.values)
        where EntryRow.required.contains(column) || value != EntryRow.defaults[column] {
            names.append(EntryRow.columns[column])
            switch EntryRow.columns[column] {
            case "due", "scheduled_for", "created": values.append("moment.now")
            case "start_rank": values.append("moment.now + \(row.priority.rank(due: 0))")
            default: values.append("\(value)")
            }
        }
        return """
            INSERT INTO job_entry (\(raw: names.joined(separator: ", "))) SELECT \(values.joined(separator: ", "))
            FROM (SELECT \(now: ()) AS now) AS moment WHERE true \(raw: duplicateClause) RETURNING created
            """
    }

    private static let duplicateClause = """
        ON CONFLICT (duplicate_key) WHERE duplicate_key IS NOT NULL AND status IN ('ready', 'waiting', 'inProcess') DO NOTHING
        """

    static func find(_ id: String, in tx: Transaction) throws -> EntryRow? {
        try tx.first("SELECT \(EntryRow.columnList) FROM job_entry WHERE id = \(id)").map(EntryRow.init)
    }

    /// The entry, locked against changes by others until the transaction ends.
    /// - Throws: ``JobQueueError`` `notFound`.
    static func hold(_ id: String, in tx: Transaction) throws -> EntryRow {
        let row = try tx.first("SELECT \(EntryRow.columnList) FROM job_entry WHERE id = \(id)\(forUpdate: ())")
        guard let row else { throw JobQueueError.noEntry(id) }
        return try EntryRow(row)
    }

    /// The entry that a second click on the same means.
    static func duplicate(of key: String, in tx: Transaction) throws -> EntryRow? {
        try tx.first(
            """
            SELECT \(EntryRow.columnList) FROM job_entry\(along: "job_entry_duplicate")
            WHERE duplicate_key = \(key) AND duplicate_key IS NOT NULL AND status IN ('ready', 'waiting', 'inProcess')
            """
        ).map(EntryRow.init)
    }

    /// Saves everything that can change after an entry was created.
    static func save(_ row: EntryRow, in tx: Transaction) throws { try tx.execute(update(row)) }

    /// The same in the manner of `Transaction.post`: without a way to the server and back for each of many.
    static func post(_ row: EntryRow, in tx: Transaction) throws { try tx.post(update(row)) }

    private static func update(_ row: EntryRow) -> Statement {
        """
        UPDATE job_entry SET description = \(row.description), shop = \(row.shop), category = \(row.category),
            priority = \(row.priority.rawValue), status = \(row.status.rawValue), due = \(row.due), start_rank = \(row.rank),
            scheduled_for = \(row.scheduledFor), earliest_start = \(row.earliestStart), expiration = \(row.expiration),
            recurrence = \(row.recurrence), maximum_attempts = \(row.maximumAttempts), attempts = \(row.attempts),
            rerun_delay = \(row.rerunDelay), timeout = \(row.timeout), on_failure = \(row.onFailure.rawValue),
            inactivity_timeout = \(row.inactivityTimeout), notify = \(row.notify), owner = \(row.owner), language = \(row.language),
            parameters = \(row.parameters), locks = \(row.locks), duplicate_key = \(row.duplicateKey),
            waiting_lock = \(row.waitingLock), baton = \(row.baton), bounces = \(row.bounces), foreground = \(row.foreground),
            node = \(row.node), lease = \(row.lease), started = \(row.started), losses = \(row.losses),
            cancel_requested = \(row.cancelRequested), holds_after_run = \(row.holdsAfterRun),
            restarts_after_run = \(row.restartsAfterRun), catch_up = \(row.catchUp), catch_up_until = \(row.catchUpUntil),
            checkpoint = \(row.checkpoint), error = \(row.error), finished = \(row.finished)
        WHERE id = \(row.id)
        """
    }

    /// Drops the key of an entry that comes back to life while another one does the same work already.
    static func keepDuplicateKeyUnique(_ row: inout EntryRow, in tx: Transaction) throws {
        guard let key = row.duplicateKey, let other = try duplicate(of: key, in: tx), other.id != row.id else { return }
        row.duplicateKey = nil
    }

    static func delete(_ id: String, in tx: Transaction) throws {
        try tx.execute("DELETE FROM job_entry WHERE id = \(id)")
    }
}

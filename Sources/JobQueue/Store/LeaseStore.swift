import Storage

/// The fence: what a running attempt may do only while it is the current one of its entry.
enum LeaseStore {
    /// Locks the entry's row, so that nobody can take the entry over before this transaction ends.
    /// - Throws: ``JobQueueError`` `leaseLost`.
    static func require(_ lease: Lease, in tx: Transaction) throws {
        if try tx.first("SELECT id FROM job_entry WHERE \(current(lease))\(forUpdate: ())") == nil { throw lost(lease) }
    }

    static func saveCheckpoint(_ json: String, _ lease: Lease, in tx: Transaction) throws {
        if try tx.execute("UPDATE job_entry SET checkpoint = \(json) WHERE \(current(lease))") == 0 { throw lost(lease) }
    }

    /// The rows of those entries whose lease still holds them, by entry; locked until the transaction ends. One statement for all.
    static func hold(_ leases: [Lease], in tx: Transaction) throws -> [String: EntryRow] {
        guard leases.isEmpty == false else { return [:] }
        var held: [String: EntryRow] = [:]
        let rows = try tx.rows(
            """
            SELECT \(EntryRow.columnList) FROM job_entry WHERE id IN \(list: leases.map(\.entry)) AND status = 'inProcess'
            ORDER BY id\(forUpdate: ())
            """
        ).map(EntryRow.init)
        let wanted = Set(leases)
        for row in rows where wanted.contains(Lease(entry: row.id, attempt: row.attempts, token: row.lease ?? "")) { held[row.id] = row }
        return held
    }

    private static func current(_ lease: Lease) -> Statement {
        "id = \(lease.entry) AND lease = \(lease.token) AND attempts = \(lease.attempt) AND status = 'inProcess'"
    }

    private static func lost(_ lease: Lease) -> JobQueueError {
        JobQueueError(.leaseLost, "The run lost its lease; what it wanted to write was dropped.", record: lease.entry)
    }
}

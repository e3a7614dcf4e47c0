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

    /// The entry's row, if the lease still holds it; locked until the transaction ends.
    static func hold(_ lease: Lease, in tx: Transaction) throws -> EntryRow? {
        try tx.first("SELECT \(EntryRow.columnList) FROM job_entry WHERE \(current(lease))\(forUpdate: ())").map(EntryRow.init)
    }

    private static func current(_ lease: Lease) -> Statement {
        "id = \(lease.entry) AND lease = \(lease.token) AND attempts = \(lease.attempt) AND status = 'inProcess'"
    }

    private static func lost(_ lease: Lease) -> JobQueueError {
        JobQueueError(.leaseLost, "The run lost its lease; what it wanted to write was dropped.", record: lease.entry)
    }
}

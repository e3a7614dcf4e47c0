import Foundation
import Storage

/// What time brings about besides starts: sleeps that end, expirations, cancelled attempts that do not stop, retention. All in bounded
/// batches; any node may do it, twice does no harm.
struct Upkeep {
    let ids: UUIDv7
    let now: Date
    private var moment: Int64 { Instants.microseconds(now) }

    init(ids: UUIDv7, now: Date) {
        self.ids = ids
        self.now = now
    }

    /// Entries whose inactivity timeout has passed.
    func awake(limit: Int, in tx: Transaction) throws -> [QueueEvent] {
        let rows = try tx.rows(
            """
            SELECT \(EntryRow.columnList) FROM job_entry\(along: "job_entry_asleep")
            WHERE status = 'onHoldWithInactivityTimeout' AND due <= \(moment) ORDER BY due LIMIT \(limit)\(skipLocked: ())
            """
        ).map(EntryRow.init)
        for var row in rows {
            row.status = .ready
            try EntryStore.save(row, in: tx)
        }
        return rows.map { .entry(id: $0.id) }
    }

    /// Entries that can no longer start in time: a one-off is finished, a recurring one put on hold.
    func expire(limit: Int, in tx: Transaction) throws -> [QueueEvent] {
        let rows = try tx.rows(
            """
            SELECT \(EntryRow.columnList) FROM job_entry\(along: "job_entry_expiration")
            WHERE expiration IS NOT NULL AND status IN ('ready', 'waiting', 'onHoldWithInactivityTimeout') AND expiration < \(moment)
            ORDER BY expiration LIMIT \(limit)\(skipLocked: ())
            """
        ).map(EntryRow.init)
        for var row in rows {
            try LockStore.leave(&row, in: tx)
            let run = RunRow(
                row,
                id: ids.make(at: now),
                status: .expired,
                attempt: 0,
                started: moment,
                ended: moment,
                message: "Its expiration passed before it could start."
            )
            try RunStore.save([run], in: tx)
            row.status = row.isRecurring ? .onHold : .finished
            row.finished = row.isRecurring ? nil : moment
            try EntryStore.save(row, in: tx)
        }
        return rows.map { .entry(id: $0.id) }
    }

    /// Attempts that were cancelled longer than the grace ago and still hold their lease: it is withdrawn.
    func withdraw(grace: Int64, in tx: Transaction) throws -> [QueueEvent] {
        let rows = try tx.rows(
            """
            SELECT \(EntryRow.columnList) FROM job_entry
            WHERE status = 'inProcess' AND cancel_requested IS NOT NULL AND cancel_requested <= \(moment - grace)\(forUpdate: ())
            """
        ).map(EntryRow.init)
        return try rows.compactMap { try EndingStore(ids: ids, now: now).end($0, .cancelled, in: tx) }
    }

    /// Deletes a batch of what is older than the retention time.
    /// - Returns: Whether there may be more.
    func clean(retention: TimeInterval, limit: Int, in tx: Transaction) throws -> Bool {
        let oldest = now.addingTimeInterval(-retention)
        let before = UUIDv7.floor(oldest)
        let cutoff = Instants.microseconds(oldest)
        let runs = try ids(
            "SELECT id FROM job_run WHERE id < \(before) AND (ended IS NULL OR ended < \(cutoff)) ORDER BY id LIMIT \(limit)",
            in: tx
        )
        try tx.execute("DELETE FROM job_log_line WHERE run IN \(list: runs)")
        try tx.execute("DELETE FROM job_run WHERE id IN \(list: runs)")
        let entries = try ids(
            "SELECT id FROM job_entry WHERE status = 'finished' AND id < \(before) AND finished < \(cutoff) ORDER BY id LIMIT \(limit)",
            in: tx
        )
        try tx.execute("DELETE FROM job_entry WHERE id IN \(list: entries) AND status = 'finished'")
        let notices = try ids("SELECT id FROM job_notice WHERE id < \(before) ORDER BY id LIMIT \(limit)", in: tx)
        try tx.execute("DELETE FROM job_notice WHERE id IN \(list: notices)")
        let webhooks = try ids("SELECT id FROM job_webhook WHERE id < \(before) ORDER BY id LIMIT \(limit)", in: tx)
        try tx.execute("DELETE FROM job_webhook WHERE id IN \(list: webhooks)")
        return [runs, entries, notices, webhooks].contains { $0.count == limit }
    }

    private func ids(_ statement: Statement, in tx: Transaction) throws -> [String] {
        try tx.rows(statement).map { try $0.get(0, as: String.self) }
    }
}

import Storage

/// What running entries hold, and who is next.
///
/// A freed lock makes the first of its waiting entries ready, in the transaction that frees it. That entry carries the *baton* of the
/// lock: whoever takes it out of the ready entries without giving it the lock passes the release on with ``wake(_:in:)``.
enum LockStore {
    struct Holder: Sendable, Hashable {
        let name: String
        let slot: Int
        let entry: String
    }

    /// Lets transactions that decide about the same locks go one after the other. Needed on PostgreSQL, where "it is held, so I wait" and
    /// "it is free now, who waits?" could otherwise miss each other; SQLite has one writer.
    static func serialize(_ names: some Collection<String>, in tx: Transaction) throws {
        guard tx.dialect == .postgreSQL, names.isEmpty == false else { return }
        // Sorted, so that two transactions cannot wait for each other; filled up to a power of two, so that few statements are prepared.
        var keys = Set(names.map { Int64(bitPattern: StableHash.of("job_lock", $0)) }).sorted()
        while keys.count & (keys.count - 1) != 0 { keys.append(keys[keys.count - 1]) }
        for chunk in stride(from: 0, to: keys.count, by: 64) {
            let locks = keys[chunk..<min(chunk + 64, keys.count)].map { key -> Statement in "pg_advisory_xact_lock(\(key))" }
            _ = try tx.rows("SELECT \(locks.joined(separator: ", "))")
        }
    }

    static func holders(of names: some Collection<String>, in tx: Transaction) throws -> [Holder] {
        guard names.isEmpty == false else { return [] }
        return try tx.rows("SELECT name, slot, entry FROM job_lock WHERE name IN \(list: Array(names))").map { row in
            Holder(name: try row.get(0), slot: try row.get(1), entry: try row.get(2))
        }
    }

    static func take(_ holders: [Holder], now: Int64, in tx: Transaction) throws {
        guard holders.isEmpty == false else { return }
        try tx.postInsert(
            into: "job_lock",
            columns: ["name", "slot", "entry", "since"],
            rows: holders.map { [.text($0.name), .of($0.slot), .text($0.entry), .integer(now)] }
        )
    }

    /// Frees all that the entries hold and makes those ready that come next.
    static func release(_ entries: [String], in tx: Transaction) throws {
        guard entries.isEmpty == false else { return }
        let held = try tx.rows("SELECT name FROM job_lock WHERE entry IN \(list: entries)").map { try $0.get(0, as: String.self) }
        guard held.isEmpty == false else { return }
        try serialize(held, in: tx)
        try tx.post("DELETE FROM job_lock WHERE entry IN \(list: entries)")
        for name in held.sorted() { try wake(name, in: tx) }
    }

    /// Makes the first entry that waits for the lock ready, if there is one.
    static func wake(_ name: String, in tx: Transaction) throws {
        try tx.post(
            """
            UPDATE job_entry SET status = 'ready', baton = waiting_lock, waiting_lock = NULL
            WHERE id = (
                SELECT id FROM job_entry\(along: "job_entry_waiting") WHERE status = 'waiting' AND waiting_lock = \(name)
                ORDER BY start_rank, id LIMIT 1\(forUpdate: ())
            )
            """
        )
    }

    /// For an entry that is not running and leaves the ready or waiting ones: gives back what it kept for itself, passes its baton on.
    static func leave(_ row: inout EntryRow, in tx: Transaction) throws {
        try release([row.id], in: tx)
        if let baton = row.baton {
            row.baton = nil
            try serialize([baton], in: tx)
            try wake(baton, in: tx)
        }
        row.waitingLock = nil
        row.bounces = 0
    }

    /// For entries that wait: the locks they need that others hold.
    static func waitingFor(_ rows: [EntryRow], in tx: Transaction) throws -> [String: [WaitingFor]] {
        let waiting = rows.filter { $0.status == .waiting }
        let holders = Dictionary(grouping: try holders(of: Set(waiting.flatMap(\.lockNames)), in: tx), by: \.name)
        return Dictionary(
            uniqueKeysWithValues: waiting.map { row in
                let others = row.lockNames.flatMap { holders[$0] ?? [] }.filter { $0.entry != row.id }
                return (row.id, others.map { WaitingFor(lock: $0.name, entry: $0.entry) })
            }
        )
    }
}

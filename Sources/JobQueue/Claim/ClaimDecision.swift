import Storage

/// What was decided about a batch of due entries, to be saved in few statements.
struct ClaimDecision {
    /// After so many returns to waiting, an entry keeps the locks it can get.
    static let patience = 3

    private(set) var claimed: [ClaimedEntry] = []
    private(set) var waiting: [String: [String]] = [:]
    private(set) var runs: [RunRow] = []
    /// Locks whose release goes to the next who waits.
    private(set) var passedOn: [String] = []
    private(set) var events: [QueueEvent] = []
    /// Entries with more changes than claiming makes, to be saved one by one.
    var changed: [EntryRow] = []

    mutating func claim(_ row: EntryRow, node: String, token: String, now: Int64) {
        if let baton = row.baton, row.lockNames.contains(baton) == false { passedOn.append(baton) }
        var row = row
        row.status = .inProcess
        row.node = node
        row.lease = token
        row.started = now
        row.attempts += 1
        row.baton = nil
        row.bounces = 0
        let entry = ClaimedEntry(row, token: token)
        claimed.append(entry)
        events.append(.run(id: entry.run, entry: row.id, status: .inProcess))
    }

    mutating func wait(_ row: EntryRow, for lock: String) {
        if let baton = row.baton, baton != lock { passedOn.append(baton) }
        waiting[lock, default: []].append(row.id)
        events.append(.entry(id: row.id))
    }

    mutating func pass(on baton: String?) {
        if let baton { passedOn.append(baton) }
    }

    mutating func set(aside row: inout EntryRow, _ status: EntryStatus, _ error: String?) {
        pass(on: row.baton)
        row.baton = nil
        row.status = status
        row.error = error
        changed.append(row)
        events.append(.entry(id: row.id))
    }

    /// An expired one-off is finished, a recurring entry put on hold.
    mutating func expire(_ row: inout EntryRow, id: String, now: Int64) {
        runs.append(
            RunRow(
                row,
                id: id,
                status: .expired,
                attempt: 0,
                started: now,
                ended: now,
                message: "Its expiration passed before it could start."
            )
        )
        if row.isRecurring == false { row.finished = now }
        set(aside: &row, row.isRecurring ? .onHold : .finished, row.error)
    }

    mutating func say(_ message: String, _ row: EntryRow, _ id: String, _ now: Int64) {
        runs.append(RunRow(row, id: id, status: .skipped, attempt: 0, started: now, ended: now, message: message))
    }

    func save(node: String, token: String, now: Int64, in tx: Transaction) throws {
        for row in changed { try EntryStore.save(row, in: tx) }
        if claimed.isEmpty == false {
            try tx.post(
                """
                UPDATE job_entry SET status = 'inProcess', node = \(node), lease = \(token), started = \(now), attempts = attempts + 1,
                    baton = NULL, bounces = 0
                WHERE id IN \(list: claimed.map(\.row.id))
                """
            )
        }
        for (lock, entries) in waiting.sorted(by: { $0.key < $1.key }) {
            try tx.post(
                """
                UPDATE job_entry SET status = 'waiting', waiting_lock = \(lock), baton = NULL, bounces = bounces + 1
                WHERE id IN \(list: entries)
                """
            )
        }
        try RunStore.save(runs, in: tx)
        for lock in passedOn { try LockStore.wake(lock, in: tx) }
    }
}

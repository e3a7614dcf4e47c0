import Foundation
public import Storage

extension JobQueue {
    /// *Set status to Ready*, and *Restart*: attempts 0, error cleared, due now or at the next slot.
    /// - Throws: ``JobQueueError`` `notFound`; `inProcess` (see ``restartAfterRun(_:)``); `conflict` when it has expired.
    @discardableResult
    public func ready(_ id: String) async throws -> Entry {
        try await change(id) { row, now, tx in
            if row.status == .inProcess {
                throw JobQueueError(.inProcess, "The entry is running: ask for a restart after this run, or cancel it first.", record: id)
            }
            try LockStore.leave(&row, in: tx)
            try row.restart(now: now)
            try EntryStore.keepDuplicateKeyUnique(&row, in: tx)
            tx.notify(Channel.due)
        }
    }

    /// The same as ``ready(_:)``.
    @discardableResult
    public func restart(_ id: String) async throws -> Entry { try await ready(id) }

    /// *Restart after this run*: a running entry starts once more when its attempt has ended; any other at once.
    @discardableResult
    public func restartAfterRun(_ id: String) async throws -> Entry {
        let entry = try await change(id) { row, _, _ in
            if row.status == .inProcess { row.restartsAfterRun = true }
        }
        return entry.status == .inProcess ? entry : try await ready(id)
    }

    /// *Set status to On Hold*: nothing starts. A running attempt goes on; the entry is put on hold when it ends.
    /// - Throws: ``JobQueueError`` `notFound`; `conflict` for a finished entry.
    @discardableResult
    public func hold(_ id: String) async throws -> Entry {
        try await change(id) { row, _, tx in
            switch row.status {
            case .inProcess: row.holdsAfterRun = true
            case .finished: throw JobQueueError(.conflict, "The entry is finished; set it ready to run it again.", record: id)
            default:
                try LockStore.leave(&row, in: tx)
                row.status = .onHold
            }
        }
    }

    /// Asks a running attempt to stop; after 30 s its lease is withdrawn. An entry that has not started is ended at once: a one-off
    /// finishes, a recurring one is put on hold.
    /// - Throws: ``JobQueueError`` `notFound`; `conflict` when there is nothing to cancel.
    @discardableResult
    public func cancel(_ id: String) async throws -> Entry {
        try await change(id) { row, now, tx in
            switch row.status {
            case .inProcess:
                row.cancelRequested = row.cancelRequested ?? Instants.microseconds(now)
                tx.notify(Channel.cancel, id)
            case .ready, .waiting, .onHoldWithInactivityTimeout:
                try LockStore.leave(&row, in: tx)
                let moment = Instants.microseconds(now)
                let run = RunRow(
                    row,
                    id: ids.make(at: now),
                    status: .cancelled,
                    attempt: 0,
                    started: moment,
                    ended: moment,
                    message: "Cancelled before it started."
                )
                try RunStore.save([run], in: tx)
                row.status = row.isRecurring ? .onHold : .finished
                row.finished = row.isRecurring ? nil : moment
            case .onHold, .error, .finished:
                throw JobQueueError(.conflict, "The entry neither runs nor is it about to: there is nothing to cancel.", record: id)
            }
        }
    }

    /// Removes an entry. Its runs stay in the log.
    /// - Throws: ``JobQueueError`` `notFound`; `inProcess`.
    public func delete(_ id: String) async throws {
        try await database.write { tx in
            var row = try EntryStore.hold(id, in: tx)
            if row.status == .inProcess {
                throw JobQueueError(.inProcess, "The entry is running: cancel it before you delete it.", record: id)
            }
            try LockStore.leave(&row, in: tx)
            try EntryStore.delete(id, in: tx)
            tx.notify(Channel.due)
            tx.tell([.entry(id: id)])
        }
    }

    /// A matching change (a webhook, a local edit) wakes recurring entries that sleep because they had found nothing to do.
    /// - Parameter shop: Nil for entries of any shop.
    /// - Returns: How many were woken.
    @discardableResult
    public func wake(task: String, shop: String? = nil) async throws -> Int {
        try await database.write { tx in try wake(task: task, shop: shop, in: tx) }
    }

    /// ``wake(task:shop:)`` within the transaction that makes the change.
    @discardableResult
    public func wake(task: String, shop: String? = nil, in tx: Transaction) throws -> Int {
        let now = Instants.microseconds(try tx.now())
        let ofShop: Statement = shop.map { " AND shop = \($0)" } ?? ""
        let rows = try tx.rows(
            """
            SELECT \(EntryRow.columnList) FROM job_entry
            WHERE status = 'onHoldWithInactivityTimeout' AND task = \(taskName(task) ?? task)\(ofShop)\(forUpdate: ())
            """
        ).map(EntryRow.init)
        for var row in rows {
            row.status = .ready
            row.due = now
            row.scheduledFor = now
            try EntryStore.save(row, in: tx)
        }
        if rows.isEmpty == false {
            tx.notify(Channel.due)
            tx.tell(rows.map { .entry(id: $0.id) })
        }
        return rows.count
    }

    /// One change of an entry by a person, in a transaction of its own.
    func change(_ id: String, _ body: @escaping @Sendable (inout EntryRow, Date, Transaction) throws -> Void) async throws -> Entry {
        try await database.write { tx in
            var row = try EntryStore.hold(id, in: tx)
            try body(&row, try tx.now(), tx)
            try EntryStore.save(row, in: tx)
            tx.tell([.entry(id: id)])
            return try Entry(row, waitingFor: try LockStore.waitingFor([row], in: tx)[id] ?? [])
        }
    }
}

public import Foundation
import Storage

extension JobQueue {
    /// The entries that a filter lets through, newest first. Without statuses and ``EntryFilter/includesFinished``: all but finished ones.
    public func entries(_ filter: EntryFilter = EntryFilter()) async throws -> [Entry] {
        let task = taskName(filter.task)
        return try await database.read { tx in
            let rows = try EntryStore.list(filter, task: task, in: tx)
            let waitingFor = try LockStore.waitingFor(rows, in: tx)
            return try rows.map { try Entry($0, waitingFor: waitingFor[$0.id] ?? []) }
        }
    }

    /// One entry.
    /// - Throws: ``JobQueueError`` `notFound`.
    public func entry(_ id: String) async throws -> Entry {
        try await database.read { tx in
            guard let row = try EntryStore.find(id, in: tx) else { throw JobQueueError.noEntry(id) }
            return try Entry(row, waitingFor: try LockStore.waitingFor([row], in: tx)[id] ?? [])
        }
    }

    /// How many entries stand in each status, finished ones left out.
    public func counts(shop: String? = nil) async throws -> [EntryStatus: Int] {
        try await database.read { tx in try EntryStore.counts(shop: shop, in: tx) }
    }

    /// The next starts of an entry: for a one-off its only one.
    /// - Throws: ``JobQueueError`` `notFound`.
    public func next(_ id: String, count: Int = 10) async throws -> [Date] {
        let row = try await database.read { tx in
            guard let row = try EntryStore.find(id, in: tx) else { throw JobQueueError.noEntry(id) }
            return (row, try tx.now())
        }
        let (entry, now) = row
        guard let recurrence = try Schedule.recurrence(of: entry) else {
            return [.ready, .waiting].contains(entry.status) ? [Instants.date(entry.due)] : []
        }
        let isScheduled = [.ready, .waiting, .onHoldWithInactivityTimeout].contains(entry.status)
        let from = isScheduled ? Instants.date(entry.due) : now
        let slots = preview(recurrence, from: from, count: count)
        guard let expiration = entry.expiration.map(Instants.date) else { return slots }
        return slots.filter { $0 <= expiration }
    }

    /// The first slots of a recurrence at or after an instant.
    public func preview(_ recurrence: Recurrence, from: Date, count: Int = 10) -> [Date] {
        guard count > 0 else { return [] }
        let first = recurrence.firstSlot(onOrAfter: from)
        return Array(sequence(first: first) { recurrence.next(after: $0) }.prefix(min(count, 10_000)))
    }
}

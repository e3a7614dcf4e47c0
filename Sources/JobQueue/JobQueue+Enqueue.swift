import Foundation
public import Storage

extension JobQueue {
    /// Checks an entry and works out what it will hold, so that it can be saved within a caller's transaction.
    /// - Throws: ``JobQueueError`` `invalid` (with the field), `unknownTask`; what the task's footprint throws.
    public func prepare(_ new: NewEntry) async throws -> PreparedEntry {
        let trace = middleware.lazy.compactMap { $0.traceContext() }.first
        return try await EntryCheck.prepare(new, tasks: tasks, trace: trace)
    }

    /// Saves an entry; it is Ready at once unless it is to be held.
    ///
    /// When an entry with the same task, shop and parameters is Ready, Waiting or In Process (and not recurring), that one is answered and
    /// nothing is saved, unless `force`.
    /// - Throws: ``JobQueueError`` `invalid` (with the field), `unknownTask`.
    @discardableResult
    public func enqueue(_ new: NewEntry, force: Bool = false) async throws -> Entry {
        let prepared = try await prepare(new)
        if prepared.isDueAtOnce, let entry = try await enqueueAtOnce(prepared) { return entry }
        return try await database.write { tx in try enqueue(prepared, force: force, in: tx) }
    }

    /// The common case in one statement, which commits by itself. Nil when it was suppressed.
    private func enqueueAtOnce(_ prepared: PreparedEntry) async throws -> Entry? {
        let now = try await database.recentTime()
        var row = prepared.row(id: ids.make(at: now), now: now)
        let signals = [(Channel.due, Channel.payload(due: row.due, database.dialect)), (Channel.event, QueueEvent.entry(id: row.id).text)]
        guard let saved = try await database.write(EntryStore.insertion(dueNow: row), notifying: signals).first else { return nil }
        row.created = try saved.get(0)
        row.due = row.created
        row.scheduledFor = row.created
        for one in middleware { one.enqueued(task: row.task, count: 1) }
        return try Entry(row, parameters: prepared.parameters)
    }

    /// Saves a prepared entry within the caller's transaction: it is there when that commits, and only then.
    @discardableResult
    public func enqueue(_ prepared: PreparedEntry, force: Bool = false, in tx: Transaction) throws -> Entry {
        let now = try tx.now()
        var row = prepared.row(id: ids.make(at: now), now: now)
        for _ in 0..<3 {
            if try EntryStore.insert([row], in: tx) > 0 {
                tx.notify(Channel.due, Channel.payload(due: row.due, tx.dialect))
                tx.tell([.entry(id: row.id)])
                for one in middleware { one.enqueued(task: row.task, count: 1) }
                return try Entry(row, parameters: prepared.parameters)
            }
            if force {
                row.duplicateKey = nil
            } else if let key = row.duplicateKey, let other = try EntryStore.duplicate(of: key, in: tx) {
                return try Entry(other)
            }
        }
        throw JobQueueError(.conflict, "The same work kept starting and ending while it was to be queued. Try again.")
    }

    /// Saves many entries in one transaction, in their order. Suppresses duplicates like ``enqueue(_:force:)``; of what was suppressed
    /// nothing is answered.
    /// - Returns: The ids of what was saved.
    @discardableResult
    public func enqueue(_ batch: [NewEntry], force: Bool = false) async throws -> [String] {
        let prepared = try await prepare(batch)
        let saved = try await database.write { tx in
            let now = try tx.now()
            var rows = prepared.map { $0.row(id: ids.make(at: now), now: now) }
            if force {
                for index in rows.indices { rows[index].duplicateKey = nil }
            }
            var saved = rows.map { (id: $0.id, task: $0.task) }
            if try EntryStore.insert(rows, in: tx) < rows.count {
                let there = Set(
                    try tx.rows("SELECT id FROM job_entry WHERE id IN \(list: saved.map(\.id))").map { try $0.get(0, as: String.self) }
                )
                saved = saved.filter { there.contains($0.id) }
            }
            tx.notify(Channel.due, Channel.payload(due: rows.lazy.map(\.due).min(), tx.dialect))
            tx.tell(saved.map { .entry(id: $0.id) })
            return saved
        }
        for (task, entries) in Dictionary(grouping: saved, by: \.task) {
            for one in middleware { one.enqueued(task: task, count: entries.count) }
        }
        return saved.map(\.id)
    }

    /// Checks many entries, on several cores when they are many. The first that is wrong is the one that is told of.
    private func prepare(_ batch: [NewEntry]) async throws -> [PreparedEntry] {
        let share = max(Self.fewestPrepared, (batch.count + Self.lanes - 1) / Self.lanes)
        let lanes = await withTaskGroup(of: (Int, Result<[PreparedEntry], any Error>).self) { group in
            for start in stride(from: 0, to: batch.count, by: share) {
                group.addTask {
                    do {
                        var prepared: [PreparedEntry] = []
                        prepared.reserveCapacity(share)
                        for new in batch[start..<min(start + share, batch.count)] { prepared.append(try await prepare(new)) }
                        return (start, .success(prepared))
                    } catch {
                        return (start, .failure(error))
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        return try lanes.sorted { $0.0 < $1.0 }.flatMap { try $0.1.get() }
    }

    /// Fewer are not worth a task of their own.
    private static let fewestPrepared = 128
    private static let lanes = min(4, ProcessInfo.processInfo.activeProcessorCount)
}

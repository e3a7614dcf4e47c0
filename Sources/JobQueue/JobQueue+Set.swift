import Foundation
import Storage

extension JobQueue {
    /// Changes fields of an entry. While it runs, what the run depends on (shop, parameters, category) stays as it is.
    /// - Throws: ``JobQueueError`` `notFound`; `invalid` with the field; `inProcess`.
    @discardableResult
    public func set(_ id: String, _ changes: EntryChanges) async throws -> Entry {
        let before = try await database.read { tx in
            guard let row = try EntryStore.find(id, in: tx) else { throw JobQueueError.noEntry(id) }
            return row
        }
        var edited = before
        try changes.apply(to: &edited, tasks: tasks)
        if changes.touchesLocks { edited.locks = try await EntryCheck.locks(edited, tasks.task(edited.task)) }
        let locks = edited.locks
        return try await change(id) { row, now, tx in
            let was = row
            if was.status == .inProcess, changes.touchesLocks {
                throw JobQueueError(
                    .inProcess,
                    "The entry is running: its shop, parameters and category can be changed when it has ended.",
                    record: id
                )
            }
            try changes.apply(to: &row, tasks: tasks)
            if changes.touchesLocks { row.locks = locks }
            row.duplicateKey = EntryCheck.duplicateKey(row)
            try EntryStore.keepDuplicateKeyUnique(&row, in: tx)
            guard [.ready, .waiting].contains(row.status) else { return }
            if changes.touchesLocks {
                // It is decided anew what it has to wait for.
                try LockStore.leave(&row, in: tx)
                row.status = .ready
            }
            if changes.touchesSchedule {
                row.due = Schedule.firstStart(row, try Schedule.recurrence(of: row), now: now)
                row.scheduledFor = row.due
            }
            tx.notify(Channel.due)
        }
    }
}

extension EntryChanges {
    /// - Throws: ``JobQueueError`` `invalid` with the field.
    func apply(to row: inout EntryRow, tasks: TaskRegistry) throws {
        if let description { row.description = description }
        if let shop { row.shop = shop }
        if let parameters { row.parameters = JSONValue.object(try tasks.task(row.task).page.validated(parameters)).text }
        if let category { row.category = try category.map { try Category.normalized($0) } }
        if let priority { row.priority = priority }
        if let earliestStart { row.earliestStart = earliestStart.map(Instants.microseconds) }
        if let expiration { row.expiration = expiration.map(Instants.microseconds) }
        if let recurrence { row.recurrence = try recurrence.map { try JSONText.of($0) } }
        if let maximumAttempts { row.maximumAttempts = maximumAttempts }
        if let rerunDelay { row.rerunDelay = rerunDelay }
        if let timeout { row.timeout = timeout }
        if let onFailure { row.onFailure = onFailure }
        if let inactivityTimeout { row.inactivityTimeout = inactivityTimeout }
        if let notify { row.notify = try notify.map { try JSONText.of($0) } }
        if let owner { row.owner = owner }
        if let language { row.language = language }
        try EntryCheck.limits(row)
    }
}

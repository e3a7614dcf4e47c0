import Foundation

/// A new entry that was checked: its parameters are typed, its footprint is known. Made by ``JobQueue/prepare(_:)``, saved by
/// ``JobQueue/enqueue(_:force:in:)``.
public struct PreparedEntry: Sendable {
    /// Everything but what the moment of saving decides: id, status, due and created.
    let row: EntryRow
    /// The parameters of the row.
    let parameters: [String: JSONValue]
    let holds: Bool
    let recurrence: Recurrence?

    /// Nothing but the moment of saving decides when it starts.
    var isDueAtOnce: Bool { recurrence == nil && row.earliestStart == nil }

    /// The entry's row as of an instant.
    func row(id: String, now: Date) -> EntryRow {
        var row = row
        row.id = id
        row.created = Instants.microseconds(now)
        row.status = holds ? .onHold : .ready
        row.due = Schedule.firstStart(row, recurrence, now: now)
        row.scheduledFor = row.due
        return row
    }
}

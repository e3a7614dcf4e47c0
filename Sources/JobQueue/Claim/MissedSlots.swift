import Foundation

/// What becomes of a recurring entry whose slot came due while nothing was there to run it.
enum MissedSlots {
    /// Moves the entry to the slot that runs now, or to its next one.
    /// - Returns: What to say in the log about slots that were left out.
    static func apply(to row: inout EntryRow, now: Int64) throws -> String? {
        guard let recurrence = try Schedule.recurrence(of: row) else { return nil }
        let missed = recurrence.missedRuns(due: Instants.date(row.due), now: Instants.date(now))
        if let first = missed.run.first, let last = missed.run.last {
            row.scheduledFor = Instants.microseconds(first)
            row.catchUp = missed.run.count > 1 ? missed.run.count - 1 : nil
            row.catchUpUntil = missed.run.count > 1 ? Instants.microseconds(last) : nil
        } else {
            row.due = Instants.microseconds(missed.next)
            row.scheduledFor = row.due
        }
        guard let skipped = missed.skipped else { return nil }
        return "Slots from \(Instants.text(skipped.lowerBound)) to \(Instants.text(skipped.upperBound)) were missed: nothing ran then."
    }
}

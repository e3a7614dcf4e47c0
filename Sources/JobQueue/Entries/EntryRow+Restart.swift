import Foundation

extension EntryRow {
    /// As a person sets it ready: attempts 0, error cleared, due now or at the next slot.
    /// - Throws: ``JobQueueError`` `conflict` when it has expired.
    mutating func restart(now: Date) throws {
        let recurrence = try Schedule.recurrence(of: self)
        let start = Schedule.firstStart(self, recurrence, now: now)
        if let expiration, expiration < start {
            throw JobQueueError(
                .conflict,
                "The entry expires at \(Instants.text(Instants.date(expiration))), before it could start.",
                record: id,
                field: "expiration"
            )
        }
        status = .ready
        due = start
        scheduledFor = start
        attempts = 0
        losses = 0
        bounces = 0
        error = nil
        finished = nil
        waitingLock = nil
        baton = nil
        holdsAfterRun = false
        restartsAfterRun = false
        catchUp = nil
        catchUpUntil = nil
    }
}

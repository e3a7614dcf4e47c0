/// An attempt that this process runs.
struct RunningAttempt: Sendable {
    let claimed: ClaimedEntry
    let record: RunRecord
    /// On the worker's clock.
    let claimedAt: Duration
    let startedAt: Duration
    var cancelledAt: Duration?
    /// Its row in the log exists.
    var isInLog = false

    var deadline: Duration { startedAt + .seconds(claimed.row.timeout) }

    func end(_ outcome: Outcome, at now: Duration) -> AttemptEnd {
        let started = (claimed.row.started ?? claimed.row.due) + max(0, (startedAt - claimedAt).microseconds)
        return AttemptEnd(
            claimed: claimed,
            outcome: outcome,
            started: started,
            ended: started + max(0, (now - startedAt).microseconds),
            snapshot: record.snapshot,
            lines: record.takeLines()
        )
    }
}

/// An entry that was claimed ahead and has not begun.
struct BufferedEntry: Sendable {
    let claimed: ClaimedEntry
    let claimedAt: Duration

    func returned() -> AttemptEnd {
        let moment = claimed.row.started ?? claimed.row.due
        return AttemptEnd(claimed: claimed, outcome: .returned(nil), started: moment, ended: moment, snapshot: .init(), lines: [])
    }
}

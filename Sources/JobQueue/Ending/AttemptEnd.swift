import Storage

/// An attempt that ended, to be saved.
struct AttemptEnd: Sendable {
    let claimed: ClaimedEntry
    let outcome: Outcome
    /// By the database's clock, carried on by the worker's own: microseconds.
    let started: Int64
    let ended: Int64
    let snapshot: RunRecord.Snapshot
    let lines: [LogBuffer.Line]
    /// The run's row when the attempt went well, made by whoever ran it: the database's one writer has enough to do.
    let plainRun: [DatabaseValue]?

    init(
        claimed: ClaimedEntry,
        outcome: Outcome,
        started: Int64,
        ended: Int64,
        snapshot: RunRecord.Snapshot,
        lines: [LogBuffer.Line]
    ) {
        self.claimed = claimed
        self.outcome = outcome
        self.started = started
        self.ended = ended
        self.snapshot = snapshot
        self.lines = lines
        let isPlain = Self.isPlainSuccess(claimed, outcome)
        plainRun = isPlain ? Self.run(claimed, outcome, started: started, ended: ended, snapshot, status: .success).values : nil
    }

    var seconds: Double { Double(ended - started) / 1_000_000 }

    /// The common case, saved in one statement for many: a one-off that went well, and nobody to be told.
    var isPlainSuccess: Bool { plainRun != nil }

    /// The run's row, but for what goes wrong with it.
    func run(status: RunStatus) -> RunRow {
        Self.run(claimed, outcome, started: started, ended: ended, snapshot, status: status)
    }

    private static func isPlainSuccess(_ claimed: ClaimedEntry, _ outcome: Outcome) -> Bool {
        guard claimed.row.isRecurring == false, claimed.row.notify == nil else { return false }
        switch outcome {
        case .succeeded, .nothingChanged: return true
        default: return false
        }
    }

    private static func run(
        _ claimed: ClaimedEntry,
        _ outcome: Outcome,
        started: Int64,
        ended: Int64,
        _ snapshot: RunRecord.Snapshot,
        status: RunStatus
    ) -> RunRow {
        var run = RunRow(
            claimed.row,
            id: claimed.run,
            status: status,
            attempt: claimed.lease.attempt,
            started: started,
            ended: ended,
            message: outcome.message
        )
        run.progress = snapshot.progress
        run.counts = snapshot.counts
        run.requests = snapshot.requests
        run.points = snapshot.points
        return run
    }
}

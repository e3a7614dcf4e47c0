/// What one transaction of a worker does: save what ended, save what goes on, claim what is due.
struct Turn: Sendable {
    struct Unsaved: Sendable {
        let attempt: RunningAttempt
        let snapshot: RunRecord.Snapshot
        let lines: [LogBuffer.Line]
    }

    var ends: [AttemptEnd] = []
    var unsaved: [Unsaved] = []
    var wanted = 0
    /// From which due time on, see ``DueHorizon``.
    var from: Int64?

    var isEmpty: Bool { ends.isEmpty && unsaved.isEmpty && wanted == 0 }

    /// Whether its ends may make something due: an entry that waited for a lock, a retry, the next slot.
    var leavesWork: Bool { ends.contains { $0.isPlainSuccess == false || $0.claimed.row.locks.isEmpty == false } }
}

/// What a worker does next.
enum Step: Sendable {
    case turn(Turn)
    case wait(Duration)
    /// Until a turn comes back, or there is more to do.
    case waitForTurn
    case over
}

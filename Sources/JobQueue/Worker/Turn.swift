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

    var isEmpty: Bool { ends.isEmpty && unsaved.isEmpty && wanted == 0 }
}

/// What a worker does next.
enum Step: Sendable {
    case turn(Turn)
    case wait(Duration)
    case over
}

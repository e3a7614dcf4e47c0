/// An attempt that ended, to be saved.
struct AttemptEnd: Sendable {
    let claimed: ClaimedEntry
    let outcome: Outcome
    /// By the database's clock, carried on by the worker's own: microseconds.
    let started: Int64
    let ended: Int64
    let snapshot: RunRecord.Snapshot
    let lines: [LogBuffer.Line]

    var seconds: Double { Double(ended - started) / 1_000_000 }

    /// The common case, saved in one statement for many: a one-off that went well, and nobody to be told.
    var isPlainSuccess: Bool {
        guard claimed.row.isRecurring == false, claimed.row.notify == nil else { return false }
        switch outcome {
        case .succeeded, .nothingChanged: return true
        default: return false
        }
    }
}

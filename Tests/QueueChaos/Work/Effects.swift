import JobQueue
import Storage

/// What the tasks write, also over a connection that breaks.
enum Effects {
    /// Writes a step within the lease. When the database cannot be reached it tries again until it can or the attempt is cancelled; since the
    /// lost answer may have been a commit, a repetition looks first.
    static func write(_ context: JobContext, step: Int, checkpoint: String?) async throws {
        var isRepetition = false
        while true {
            try context.checkCancellation()
            do {
                try await context.write { [isRepetition] tx in
                    if isRepetition, try isWritten(context, step: step, in: tx) { return }
                    try HistoryTable.effect(entry: context.entry, run: context.run, step: step, in: tx)
                    if let checkpoint { try context.saveCheckpoint(checkpoint, in: tx) }
                }
                return
            } catch is StorageError {
                isRepetition = true
                try await Task.sleep(for: .milliseconds(250))
            }
        }
    }

    private static func isWritten(_ context: JobContext, step: Int, in tx: Transaction) throws -> Bool {
        try tx.first("SELECT seq FROM chaos_history WHERE kind = 'effect' AND run = \(context.run) AND step = \(step)") != nil
    }
}

import JobQueue
import ShopifyAdmin

/// Prints how a run ended and takes it as the command's end.
struct RunReport {
    let output: Output

    init(_ output: Output) {
        self.output = output
    }

    /// - Throws: `CommandResult` unless the run was a success.
    func report(_ run: Run) throws {
        try output.one(RunResult(run)) { _ in EntryWords.lastLine(run) }
        try Self.end(run)
    }

    /// - Throws: `CommandResult` unless the run was a success.
    static func end(_ run: Run) throws {
        switch run.status {
        case .success: return
        case .cancelled: throw CommandResult(.failed, "The run was cancelled.")
        default: throw CommandResult(AdminError.isUnreachable(run.errorCode) ? .unreachable : .failed)
        }
    }
}

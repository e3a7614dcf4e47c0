import BackOffice
import JobQueue
import Logging
import Storage

/// What a task's work needs of its run: a job's context, or a test's own.
protocol RunSink: Sendable {
    var run: String { get }
    var isDryRun: Bool { get }
    /// Whether a schedule started it, and will again.
    var isRecurring: Bool { get }
    var logger: Logger { get }
    func progress(_ done: Int, of total: Int?)
    func count(_ kind: CountKind, by amount: Int)
    /// The run begins to do nothing but wait for its shop (true), or has waited (false).
    func waits(_ isWaiting: Bool)
    func checkCancellation() throws
    /// One transaction that is kept only while the run holds its lease.
    func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T
}

extension JobContext: RunSink {}

extension JobContext {
    /// How a run ends that made what its counts say.
    var outcome: JobResult { counts.created + counts.updated + counts.failed == 0 ? .nothingChanged : .done(nil) }

    /// Ends a dry run: keeps what would be done, for the caller to show.
    func planned(_ changes: [RecordChange], _ words: String) async throws -> JobResult {
        let run = run
        try await write { tx in try PlannedChanges.store(changes, run: run, in: tx) }
        return .done("\(changes.count) \(words).")
    }
}

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
    func checkCancellation() throws
    /// One transaction that is kept only while the run holds its lease.
    func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T
}

extension JobContext: RunSink {}

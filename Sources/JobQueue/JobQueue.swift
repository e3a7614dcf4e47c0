import Foundation
public import Logging
public import Storage

/// The queue: what people and programs do with entries, runs and categories. Running them is the work of ``JobWorker``.
///
/// A value that may be copied freely; all state is in the database, and any number of processes may use it at the same time.
///
/// **Limits.** A run happens at least once: its worker may die after the work and before the result is saved. There is at most one
/// *current* attempt of an entry and at most as many holders of a lock as it has slots, and what attempts write through
/// ``JobContext/write(_:)`` is kept only from the current one. A worker that is cut off from the database can go on calling other
/// systems for up to 25 s: effects outside the database must be safe to repeat. Order is by priority and time, not exact across workers.
public struct JobQueue: Sendable {
    public let database: Database
    /// The tasks that entries can name.
    public let tasks: TaskRegistry
    let logger: Logger
    let middleware: [any JobMiddleware]
    let ids = UUIDv7()

    /// - Parameter middleware: called around what happens, the first outermost.
    public init(
        database: Database,
        tasks: TaskRegistry,
        middleware: [any JobMiddleware] = [],
        logger: Logger = Logger(label: "jobqueue")
    ) {
        self.database = database
        self.tasks = tasks
        self.middleware = middleware
        self.logger = logger
    }

    /// The queue's tables, for `Database.migrate(_:)`.
    public static var migrations: MigrationModule { Schema.module }

    /// The name of a task that was asked for by name or number; as it is when there is no such task, for lists of what is left of it.
    func taskName(_ nameOrNumber: String?) -> String? {
        nameOrNumber.map { tasks.description(of: $0)?.name ?? $0 }
    }
}

import Foundation
import Logging

/// PostgreSQL through libpq: one thread for each connection, so that waiting for the server blocks nobody else.
final class PostgresEngine: Engine {
    let dialect = Dialect.postgreSQL
    private let work: PostgresWork
    private let signals: PostgresSignals
    private let worker: PostgresWorker
    let clock: (@Sendable () -> Date)?

    var recentTime: Date? { worker.recentTime.now }

    private init(work: PostgresWork, signals: PostgresSignals, worker: PostgresWorker, clock: (@Sendable () -> Date)?) {
        self.work = work
        self.signals = signals
        self.worker = worker
        self.clock = clock
    }

    /// Tries one connection, so that a wrong address is known at once.
    static func open(_ uri: String, configuration: DatabaseConfiguration, hub: NotificationHub, logger: Logger) async throws
        -> PostgresEngine
    {
        try await BlockingWork.run { _ = try PostgresSession(uri, configuration) }
        let work = PostgresWork(mostThreads: configuration.maximumConnections)
        let signals = PostgresSignals(uri, configuration, hub, logger)
        let worker = PostgresWorker(
            uri: uri,
            configuration: configuration,
            work: work,
            signals: signals,
            recentTime: RecentTime(),
            logger: logger
        )
        return PostgresEngine(work: work, signals: signals, worker: worker, clock: configuration.now)
    }

    func read(_ pending: PendingTransaction) { accept(.read(pending)) }

    func write(_ pending: PendingTransaction) { accept(.write(pending)) }

    private func accept(_ job: PostgresWork.Job) {
        switch work.append(job) {
        case .accepted: break
        case .needsThread: worker.start()
        case .refused: job.pending.fail(StorageError.closed)
        }
    }

    func startListening() { signals.startListening() }

    func prepareForMigration(_ transaction: Transaction) throws {
        try transaction.liftLimits()
        try transaction.execute("SELECT pg_advisory_xact_lock(hashtext('storage_migration'), hashtext(current_schema()))")
    }

    func findProblems(_ transaction: Transaction) throws -> [String] {
        let indexes = try transaction.all(
            String.self,
            """
            SELECT c.relname::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE NOT i.indisvalid AND c.relnamespace = current_schema()::regnamespace
            """
        )
        let constraints = try transaction.all(
            String.self,
            "SELECT conname::text FROM pg_constraint WHERE NOT convalidated AND connamespace = current_schema()::regnamespace"
        )
        return indexes.map { "index: \($0) is not valid; rebuild it with REINDEX" }
            + constraints.map { "constraint: \($0) was never validated against all rows" }
    }

    func close() async {
        try? await BlockingWork.run { [self] in
            if work.close() { signals.close() }
        }
    }
}

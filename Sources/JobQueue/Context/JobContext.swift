public import Foundation
public import Logging
public import Storage
import Synchronization

/// What a running attempt knows and can do.
///
/// **Limits.** Progress, counts and log lines are saved about once a second: a crash loses the last second of them. What goes through
/// ``write(_:)`` is exact.
public final class JobContext: Sendable {
    /// The entry's id: stable over attempts, fit for an idempotency key.
    public let entry: String
    /// The run's id.
    public let run: String
    /// 1 for the first.
    public let attempt: Int
    public let shop: String?
    /// The task's name.
    public let task: String
    /// The slot this run stands for.
    public let scheduledFor: Date?
    /// Show what would change, and change nothing.
    public let isDryRun: Bool
    /// Whether a schedule started the run, rather than a person.
    public let isRecurring: Bool
    public let owner: String?
    public let language: String?

    let lease: Lease
    let database: Database
    let record: RunRecord
    private let baseLogger: Logger
    private let savedCheckpoint: Mutex<String?>

    init(_ row: EntryRow, lease: Lease, run: String, database: Database, logger: Logger, record: RunRecord) {
        entry = row.id
        self.run = run
        attempt = lease.attempt
        shop = row.shop
        task = row.task
        scheduledFor = row.scheduledFor.map(Instants.date)
        isDryRun = row.isDryRun
        isRecurring = row.isRecurring
        owner = row.owner
        language = row.language
        self.lease = lease
        self.database = database
        self.record = record
        baseLogger = logger
        savedCheckpoint = Mutex(row.checkpoint)
    }

    /// Writes to the program's log and to the run's own, with the run's metadata.
    public var logger: Logger {
        var logger = Logger(label: baseLogger.label) { [baseLogger] _ in CapturingLogHandler(base: baseLogger.handler, record: self.record)
        }
        logger[metadataKey: "entry.id"] = "\(entry)"
        logger[metadataKey: "run.id"] = "\(run)"
        logger[metadataKey: "task"] = "\(task)"
        logger[metadataKey: "attempt"] = "\(attempt)"
        if let shop { logger[metadataKey: "shop"] = "\(shop)" }
        return logger
    }

    /// How far the run is. Cheap: call it for every record.
    public func progress(_ done: Int, of total: Int? = nil) {
        record.progress(Progress(done: done, total: total))
    }

    /// Counts records, requests or points. Cheap.
    public func count(_ kind: CountKind, by amount: Int = 1) {
        record.count(kind, by: amount)
    }

    /// The counts so far.
    public var counts: Counts { record.snapshot.counts }

    /// Tells that the run begins to do nothing but wait (true), or has waited (false): for a rate limit, a retry, an operation elsewhere.
    /// Meanwhile the worker runs another entry in its place, so that who is made to wait keeps nobody else waiting. Calls nest.
    public func waits(_ isWaiting: Bool) {
        record.waits(isWaiting)
    }

    /// Why the attempt should stop; nil while it may go on.
    public var cancellation: CancellationReason? { record.cancellation }

    /// The worker is shutting down: a good moment to save a checkpoint. The attempt is cancelled as soon as one is saved, or after 20 s.
    public var isShuttingDown: Bool { record.isShuttingDown }

    /// - Throws: ``JobQueueError`` `cancelled` or `leaseLost`. Let it pass through: the queue knows what to do.
    public func checkCancellation() throws {
        if let reason = record.cancellation { throw reason.error }
        if Task.isCancelled { throw CancellationReason.requested.error }
    }

    /// One transaction that commits only while this attempt still holds its lease. Everything a task saves belongs here.
    ///
    /// The body may run twice when the database asks for it: no effects outside the database.
    /// - Throws: ``JobQueueError`` `leaseLost` when the entry was taken over: the body did not run, nothing was kept.
    public func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        let lease = lease
        do {
            let result = try await database.write { transaction in
                try LeaseStore.require(lease, in: transaction)
                return try body(transaction)
            }
            record.reachedCheckpoint()
            return result
        } catch let error as JobQueueError where error.code == .leaseLost {
            record.cancel(.leaseLost)
            throw error
        }
    }

    /// What an earlier attempt (or this one) saved last: survives crash and retry, and is gone when the slot has ended well.
    public func checkpoint() -> String? {
        savedCheckpoint.withLock { $0 }
    }

    /// Saves where to go on after a crash, in the transaction that saves the work up to there.
    public func saveCheckpoint(_ json: String, in transaction: Transaction) throws {
        try LeaseStore.saveCheckpoint(json, lease, in: transaction)
        savedCheckpoint.withLock { $0 = json }
        record.savesCheckpoint()
    }
}

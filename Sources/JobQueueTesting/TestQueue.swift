public import Foundation
public import JobQueue
import Logging
public import Storage

/// A job queue for one test: a database of its own, a clock that the test moves, and a worker that runs what is due when it is told to.
///
///     try await TestQueue.use([SendInvoice()]) { test in
///         try await register(customer, in: test.queue)
///         try await test.requireEnqueued("send-invoice")
///         let runs = try await test.drain()
///         #expect(runs.map(\.status) == [.success])
///     }
///
/// Nothing runs by itself: an entry that was enqueued stays Ready until ``drain()``. The worker, the leases and the schedules go by
/// ``clock``, so a month of schedules takes as long as its runs.
///
/// **Limits.** A task's own `Task.sleep` is real time. One test drains at a time.
public struct TestQueue: Sendable {
    public let queue: JobQueue
    public let clock: ManualClock
    /// Sent when an attempt has ended and its result is saved.
    public let ended: TestSignal<EndedAttempt>
    /// Sent when anything changes.
    public let events: TestSignal<QueueEvent>

    public var database: Database { queue.database }

    /// Opens a queue for the body and closes it afterwards.
    /// - Parameters:
    ///   - tasks: What it can run.
    ///   - address: Where; by default in memory.
    ///   - modules: Tables of your own, made beside the queue's.
    ///   - start: What the clock shows first.
    ///   - middleware: Called around each attempt.
    public static func use<Result>(
        _ tasks: [any JobTask],
        at address: DatabaseAddress = .sqliteInMemory,
        modules: [MigrationModule] = [],
        start: Date = Date(timeIntervalSince1970: 1_767_571_200),
        middleware: [any JobMiddleware] = [],
        isolation: isolated (any Actor)? = #isolation,
        _ body: (TestQueue) async throws -> Result
    ) async throws -> Result {
        let clock = ManualClock(start)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let database = try await Database.open(address, configuration: DatabaseConfiguration(now: { clock.date }), logger: logger)
        do {
            try await database.migrate([JobQueue.migrations] + modules)
            let ended = TestSignal<EndedAttempt>()
            let queue = JobQueue(
                database: database,
                tasks: TaskRegistry(tasks),
                middleware: middleware + [EndedAttempt.Reporter(signal: ended)],
                logger: logger
            )
            let test = TestQueue(queue: queue, clock: clock, ended: ended, events: TestSignal())
            let listening = Task { [events = queue.events()] in
                for await event in events { test.events.send(event) }
            }
            defer { listening.cancel() }
            let result = try await body(test)
            await database.close()
            return result
        } catch {
            await database.close()
            throw error
        }
    }

    /// Runs everything that is due, and what becomes due by that, until the queue is at rest. The clock stands still.
    /// - Returns: The runs that ended, oldest first.
    /// - Throws: ``TestSignalTimeout`` when the queue does not come to rest within 20 real seconds.
    @discardableResult
    public func drain() async throws -> [Run] {
        let before = Set(try await endedRuns().map(\.id))
        let worker = JobWorker(queue: queue, configuration: configuration)
        let working = Task { try await worker.run() }
        do {
            while try await isAtRest() == false { _ = try await events.next() }
        } catch {
            working.cancel()
            throw error
        }
        working.cancel()
        try await working.value
        return try await endedRuns().filter { !before.contains($0.id) }.sorted { $0.id < $1.id }
    }

    /// Moves the clock from one due time to the next, up to a date, and drains at each.
    /// - Returns: The runs that ended, oldest first.
    @discardableResult
    public func run(until date: Date) async throws -> [Run] {
        var runs = try await drain()
        while let next = try await nextStart(), next <= date {
            clock.advance(to: next)
            runs += try await drain()
        }
        clock.advance(to: date)
        return runs
    }

    /// When the next entry starts; nil when none will.
    public func nextStart() async throws -> Date? {
        try await queue.entries(EntryFilter(statuses: [.ready, .onHoldWithInactivityTimeout])).compactMap(\.nextStart).min()
    }

    private var configuration: WorkerConfiguration {
        var configuration = WorkerConfiguration(name: "test")
        configuration.clock = clock
        return configuration
    }

    private func isAtRest() async throws -> Bool {
        let now = clock.date
        return try await queue.entries(EntryFilter(statuses: [.ready, .inProcess])).allSatisfy { entry in
            entry.status == .ready && entry.nextStart.map { $0 > now } ?? true
        }
    }

    private func endedRuns() async throws -> [Run] {
        try await queue.runs().filter { $0.ended != nil }
    }
}

/// An attempt whose end is saved.
public struct EndedAttempt: Sendable {
    public let attempt: AttemptDescription
    public let status: RunStatus

    struct Reporter: JobMiddleware {
        let signal: TestSignal<EndedAttempt>

        func ended(_ attempt: AttemptDescription, status: RunStatus, seconds: Double) {
            signal.send(EndedAttempt(attempt: attempt, status: status))
        }
    }
}

import Foundation
import Logging
import Storage
import Synchronization

/// What a worker and a run in the foreground have in common: a node with its lease, a board of attempts, and turns.
final class WorkerCore: Sendable {
    /// What a core claims.
    enum Claims: Sendable {
        case due
        /// One entry that is reserved for this process.
        case only(String)
    }

    let queue: JobQueue
    let settings: WorkerConfiguration
    let clock: WorkerClock
    let board: AttemptBoard
    let claims: Claims
    let node = Mutex("")
    let renewed = Mutex(Duration.zero)
    let orphans = Mutex<Set<String>>([])
    private let flight = Mutex(Flight())
    /// Told of attempts that ended, after that is saved.
    let onEnded: @Sendable (AttemptEnd, RunStatus) -> Void
    let onStarted: @Sendable (RunningAttempt) -> Void

    init(
        queue: JobQueue,
        settings: WorkerConfiguration,
        claims: Claims = .due,
        onStarted: @escaping @Sendable (RunningAttempt) -> Void = { _ in },
        onEnded: @escaping @Sendable (AttemptEnd, RunStatus) -> Void = { _, _ in }
    ) {
        self.queue = queue
        self.settings = settings
        self.claims = claims
        self.onStarted = onStarted
        self.onEnded = onEnded
        clock = WorkerClock(settings.clock)
        board = AttemptBoard(concurrency: max(1, settings.concurrency))
    }

    var nodeID: String { node.withLock { $0 } }
    var logger: Logger { queue.logger }

    /// Registers a new node: the process begins, or was taken for dead.
    func register() async throws {
        let started = clock.elapsed()
        let id = try await queue.database.write { [queue, settings] tx in
            let now = try tx.now()
            let id = NodeStore.id(name: settings.name, unique: queue.ids.make(at: now))
            try NodeStore.register(id, name: settings.name, process: settings.process, now: Instants.microseconds(now), in: tx)
            return id
        }
        node.withLock { $0 = id }
        renewed.withLock { $0 = started }
    }

    /// The node leaves: nobody has to wait for its lease to end.
    func unregister() async throws {
        let id = nodeID
        try await queue.database.write { tx in
            let held = try tx.value(Int.self, "SELECT COUNT(*) FROM job_entry WHERE status = 'inProcess' AND node = \(id)") ?? 0
            // What is still held is taken back by others as from a dead node.
            if held == 0 {
                try NodeStore.remove(id, in: tx)
            } else {
                try tx.execute("UPDATE job_node SET is_dead = 1 WHERE id = \(id)")
            }
            try tx.execute("UPDATE job_entry SET foreground = NULL WHERE foreground = \(id) AND status IN ('ready', 'waiting')")
            tx.notify(Channel.due)
        }
    }

    /// Turn after turn, until the worker is told to drain and nothing runs any more.
    func work() async {
        await withDiscardingTaskGroup { group in
            while true {
                let flight = flight.withLock { $0 }
                if flight.isOver { return }
                switch board.step(at: clock.elapsed(), settings, beside: flight) {
                case .over: return
                case .wait(let limit): await board.signal.wait(atMost: limit, clock)
                case .waitForTurn: await board.signal.wait()
                case .turn(let turn):
                    self.flight.withLock { $0.begin(turn) }
                    // Beside one that has little to save another has hardly more: then a task of its own would only cost time.
                    if turn.ends.count < settings.batch / 4 {
                        await fly(turn)
                    } else {
                        group.addTask { await self.fly(turn) }
                    }
                }
            }
        }
    }

    /// One turn; when it fails, a pause before the next.
    private func fly(_ turn: Turn) async {
        do {
            try await perform(turn)
            flight.withLock { $0.succeeded() }
        } catch {
            board.putBack(turn)
            let failures = flight.withLock { $0.failed() }
            logger.info("A turn of the job queue failed; trying again.", metadata: ["error": "\(error)", "failures": "\(failures)"])
            let pause = min(5, 0.1 * Double(1 << min(failures, 6))) * Double.random(in: 0.8...1.2)
            try? await clock.sleep(.seconds(pause))
            if failures > 10, board.state.withLock({ $0.phase != .working }) { flight.withLock { $0.isOver = true } }
        }
        flight.withLock { $0.end(turn) }
        board.signal.set()
    }

    /// One turn in one transaction, then the start of what was claimed.
    func perform(_ turn: Turn) async throws {
        let node = nodeID
        // What is due in so many seconds is counted from before the question: looking a moment too early costs nothing.
        let asked = clock.elapsed()
        let result = try await queue.database.write { [queue, claims] tx in
            try TurnStore(queue: queue, node: node, claims: claims).perform(turn, in: tx)
        }
        let now = clock.elapsed()
        board.saved(
            turn,
            hasMore: result.hasMore,
            nextDue: result.dueIn.map { asked + .microseconds($0) },
            lookedUntil: result.lookedUntil,
            madeReady: result.madeReady
        )
        for (end, status) in result.ended {
            for one in queue.middleware { one.ended(end.claimed.description, status: status, seconds: end.seconds) }
            onEnded(end, status)
        }
        for end in result.dropped {
            logger.info(
                "The result of a run was dropped: its lease had been lost.",
                metadata: ["entry.id": "\(end.claimed.row.id)", "run.id": "\(end.claimed.run)", "attempt": "\(end.claimed.lease.attempt)"]
            )
        }
        for attempt in board.add(result.claimed, at: now) { start(attempt) }
        if result.isNodeDead {
            try? await beat()
            board.hint()
        }
    }

    /// Begins an attempt in a task of its own. Not a child task: an attempt that does not stop when asked must not keep the worker.
    func start(_ attempt: RunningAttempt) {
        if case .due = claims { attempt.record.onWait { [self, run = attempt.claimed.run] in fillPlace(of: run) } }
        let task = Task { [self] in
            var next: RunningAttempt? = attempt
            onStarted(attempt)
            let outcome = await AttemptExecution(queue: queue, attempt: attempt).outcome()
            next = board.finish(attempt, outcome, at: clock.elapsed())
            if let next { start(next) }
        }
        attempt.record.onCancel { task.cancel() }
    }

    /// Runs another entry in the place of one that only waits.
    private func fillPlace(of run: String) {
        if let next = board.waitingChanged(run, at: clock.elapsed()) { start(next) }
    }
}

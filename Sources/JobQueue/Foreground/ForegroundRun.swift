import Storage
import Synchronization

/// One entry that runs in the caller's process, with the same locks, lease and log as any other.
final class ForegroundRun: Sendable {
    private let queue: JobQueue
    private let core: WorkerCore
    private let entry: String
    private let onUpdate: @Sendable (RunUpdate) -> Void
    private let lastWaiting = Mutex<[WaitingFor]>([])

    init(queue: JobQueue, entry: String, configuration: WorkerConfiguration, onUpdate: @escaping @Sendable (RunUpdate) -> Void) {
        self.queue = queue
        self.entry = entry
        self.onUpdate = onUpdate
        var settings = configuration
        settings.concurrency = 1
        settings.poll = min(settings.poll, .seconds(1))
        let board = Mutex<AttemptBoard?>(nil)
        let clock = WorkerClock(settings.clock)
        core = WorkerCore(
            queue: queue,
            settings: settings,
            claims: .only(entry),
            onStarted: { attempt in
                onUpdate(.started(run: attempt.claimed.run))
                attempt.record.onProgress { onUpdate(.progress($0)) }
            },
            onEnded: { end, _ in
                let board = board.withLock { $0 }
                if case .relocked = end.outcome { board?.hint() } else { board?.drain(at: clock.elapsed()) }
            }
        )
        board.withLock { $0 = core.board }
    }

    /// Saves the entry, reserved for this process, and runs it.
    /// - Returns: The run's row in the log.
    func run(_ makeRow: @escaping @Sendable (String) throws -> EntryRow) async throws -> Run {
        try await core.register()
        let node = core.nodeID
        try await queue.database.write { [queue, entry] tx in
            var row = try makeRow(entry)
            row.foreground = node
            if try EntryStore.insert([row], in: tx) == 0 {
                row.duplicateKey = nil
                try EntryStore.insert([row], in: tx)
            }
            tx.tell([.entry(id: row.id)])
            _ = queue
        }
        let work = Task { [core] in await core.work() }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [core] in await core.heartbeats() }
            group.addTask { [core] in await core.listen() }
            // Without a worker anywhere nobody else frees the locks of a process that died.
            group.addTask { [core] in await core.rescues() }
            group.addTask { [self] in await watch() }
            await withTaskCancellationHandler {
                await work.value
            } onCancel: {
                cancel()
            }
            group.cancelAll()
        }
        return try await Task { [self] in try await finish() }.value
    }

    private func cancel() {
        let now = core.clock.elapsed()
        for run in core.board.state.withLock({ Array($0.running.keys) }) { core.board.cancel(run: run, .requested, at: now) }
        core.board.drain(at: now)
    }

    /// Tells for whom it waits, and notices when somebody else ended the entry before it began.
    private func watch() async {
        while Task.isCancelled == false {
            if let entry = try? await queue.entry(entry) {
                switch entry.status {
                case .waiting:
                    let isNews = lastWaiting.withLock { last in
                        defer { last = entry.waitingFor }
                        return last != entry.waitingFor
                    }
                    if isNews { onUpdate(.waiting(entry.waitingFor)) }
                case .ready, .inProcess: break
                case .onHold, .error, .finished, .onHoldWithInactivityTimeout: core.board.drain(at: core.clock.elapsed())
                }
            } else {
                core.board.drain(at: core.clock.elapsed())
            }
            do { try await core.clock.sleep(.milliseconds(500)) } catch { return }
        }
    }

    private func finish() async throws -> Run {
        let status = try? await queue.entry(entry).status
        if let status, [.ready, .waiting].contains(status) { _ = try? await queue.cancel(entry) }
        try await core.unregister()
        let runs = try await queue.runs(RunFilter(entry: entry))
        guard let run = runs.first(where: { $0.attempt > 0 }) ?? runs.first else { throw CancellationReason.requested.error }
        return run
    }
}

import Storage

extension JobQueue {
    /// *Run once in the foreground*: a one-off copy of an entry, with the same locks, in this process. The original is untouched.
    ///
    /// Waits, and says for whom, while a lock is held. Cancelling the calling task cancels the run. One attempt: a failure is the answer.
    /// When this process dies, the copy goes on in the background.
    /// - Returns: The run, whatever its status.
    /// - Throws: ``JobQueueError`` `notFound`; `cancelled` when it was cancelled before it began.
    public func runOnce(
        _ id: String,
        configuration: WorkerConfiguration = WorkerConfiguration(),
        onUpdate: @escaping @Sendable (RunUpdate) -> Void = { _ in }
    ) async throws -> Run {
        let (original, now) = try await database.read { tx in
            guard let row = try EntryStore.find(id, in: tx) else { throw JobQueueError.noEntry(id) }
            return (row, try tx.now())
        }
        let moment = Instants.microseconds(now)
        var copy = EntryRow(
            id: ids.make(at: now),
            task: original.task,
            number: original.number,
            description: original.description,
            due: moment,
            created: moment
        )
        copy.shop = original.shop
        copy.category = original.category
        copy.priority = original.priority
        copy.timeout = original.timeout
        copy.owner = original.owner
        copy.language = original.language
        copy.parameters = original.parameters
        copy.isDryRun = original.isDryRun
        copy.locks = try await EntryCheck.locks(original, tasks.task(original.task))
        return try await runInForeground(copy, configuration, onUpdate)
    }

    /// Runs a task in this process, as a one-off entry with one attempt: the same locks, lease and log as in the background.
    ///
    /// Behaves like ``runOnce(_:configuration:onUpdate:)``. The entry's recurrence, start and expiration are left out.
    /// - Returns: The run, whatever its status.
    /// - Throws: ``JobQueueError`` `invalid`, `unknownTask`; `cancelled` when it was cancelled before it began.
    public func runInForeground(
        _ new: NewEntry,
        configuration: WorkerConfiguration = WorkerConfiguration(),
        onUpdate: @escaping @Sendable (RunUpdate) -> Void = { _ in }
    ) async throws -> Run {
        var new = new
        new.recurrence = nil
        new.earliestStart = nil
        new.expiration = nil
        new.inactivityTimeout = nil
        new.hold = false
        let prepared = try await prepare(new)
        let now = try await database.read { tx in try tx.now() }
        return try await runInForeground(prepared.row(id: ids.make(at: now), now: now), configuration, onUpdate)
    }

    private func runInForeground(
        _ row: EntryRow,
        _ configuration: WorkerConfiguration,
        _ onUpdate: @escaping @Sendable (RunUpdate) -> Void
    ) async throws -> Run {
        var row = row
        row.maximumAttempts = 1
        row.scheduledFor = row.due
        let run = ForegroundRun(queue: self, entry: row.id, configuration: configuration, onUpdate: onUpdate)
        return try await run.run { [row] _ in row }
    }

    /// Follows an entry that runs elsewhere, until it has come to an end (a recurring one: until its next run has).
    ///
    /// - Returns: The last run.
    /// - Throws: ``JobQueueError`` `notFound`, also when it is deleted; `CancellationError`.
    public func follow(_ id: String, onUpdate: @escaping @Sendable (RunUpdate) -> Void = { _ in }) async throws -> Run {
        let signal = WakeSignal()
        let clock = WorkerClock(ContinuousClock())
        let listening = Task { [self] in
            for await _ in events() { signal.set() }
        }
        defer { listening.cancel() }
        let first = try await entry(id)
        var told: Set<RunUpdate> = []
        func tell(_ update: RunUpdate) { if told.insert(update).inserted { onUpdate(update) } }
        while true {
            let entry = try await entry(id)
            if entry.waitingFor.isEmpty == false { tell(.waiting(entry.waitingFor)) }
            let run = try await runs(RunFilter(entry: id, limit: 20)).first { $0.attempt > 0 && $0.started >= first.created }
            if let run {
                tell(.started(run: run.id))
                if let progress = run.progress { tell(.progress(progress)) }
            }
            let isActive = [.ready, .waiting, .inProcess].contains(entry.status)
            if let run, isActive == false { return run }
            if let run, first.recurrence != nil, run.ended != nil, run.status != .skipped, entry.status != .inProcess { return run }
            if isActive == false {
                throw JobQueueError(.conflict, "The entry is \(entry.status.rawValue) and has no run to follow.", record: id)
            }
            try Task.checkCancellation()
            await signal.wait(atMost: .seconds(1), clock)
        }
    }
}

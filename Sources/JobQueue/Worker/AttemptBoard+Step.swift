import Synchronization

extension AttemptBoard {
    /// Enforces time limits, and decides what to do next.
    func step(at now: Duration, _ settings: WorkerConfiguration) -> Step {
        var cancelled: [(RunRecord, CancellationReason)] = []
        let step = state.withLock { state -> Step in
            state.enforceShutdown(at: now, settings, &cancelled)
            var wake = state.enforceLimits(at: now, settings, &cancelled)
            if case .working = state.phase {
            } else if state.running.isEmpty, state.ends.isEmpty, state.saving.isEmpty {
                return .over
            }
            let turn = state.turn(at: now, concurrency, settings)
            if turn.isEmpty == false { return .turn(turn) }
            if state.running.isEmpty == false { wake = min(wake, .milliseconds(250)) }
            if case .working = state.phase {
                wake = min(wake, state.lastClaim + settings.poll - now)
                if let due = state.nextDue { wake = min(wake, due - now) }
            }
            return .wait(max(wake, .milliseconds(1)))
        }
        for (record, reason) in cancelled { record.cancel(reason) }
        return step
    }

    /// A transaction failed: what it was to save stays to be saved.
    func putBack(_ turn: Turn) {
        for unsaved in turn.unsaved { unsaved.attempt.record.restore(unsaved.lines) }
        state.withLock { state in
            state.ends = turn.ends + state.ends
            state.saving.subtract(turn.ends.map(\.claimed.run))
            if turn.wanted > 0 { state.isDue = true }
        }
    }

    /// A transaction committed.
    func saved(_ turn: Turn, hasMore: Bool, nextDue: Duration?) {
        state.withLock { state in
            state.saving.subtract(turn.ends.map(\.claimed.run))
            for unsaved in turn.unsaved { state.running[unsaved.attempt.claimed.run]?.isInLog = true }
            if hasMore { state.isDue = true }
            if turn.wanted > 0 { state.nextDue = nextDue }
        }
    }
}

extension AttemptBoard.State {
    fileprivate mutating func enforceShutdown(
        at now: Duration,
        _ settings: WorkerConfiguration,
        _ cancelled: inout [(RunRecord, CancellationReason)]
    ) {
        switch phase {
        case .working: return
        case .draining(let since):
            ends += buffered.map { $0.returned() }
            buffered.removeAll()
            guard now - since >= settings.shutdownGrace else { return }
            phase = .stopping(since: now)
            for (run, attempt) in running {
                if attempt.cancelledAt == nil { running[run]?.cancelledAt = now }
                cancelled.append((attempt.record, .shutdown))
            }
        case .stopping(let since):
            guard now - since >= settings.shutdownGrace / 2 else { return }
            for attempt in running.values {
                attempt.record.cancel(.leaseLost)
                ends.append(attempt.end(.returned("The worker shut down; the run did not stop in time."), at: now))
            }
            running.removeAll()
            waiting.removeAll()
        }
    }

    /// - Returns: How long nothing has to be enforced.
    fileprivate mutating func enforceLimits(
        at now: Duration,
        _ settings: WorkerConfiguration,
        _ cancelled: inout [(RunRecord, CancellationReason)]
    ) -> Duration {
        var wake = settings.poll
        for (run, attempt) in running {
            if let since = attempt.cancelledAt {
                let limit = since + settings.cancellationGrace
                guard now >= limit else {
                    wake = min(wake, limit - now)
                    continue
                }
                // It does not stop: it is given up, and what it still writes is refused by the fence.
                let reason = attempt.record.cancellation ?? .requested
                attempt.record.cancel(.leaseLost)
                ends.append(attempt.end(reason.outcome, at: now))
                _ = remove(run)
            } else if now >= attempt.deadline {
                running[run]?.cancelledAt = now
                cancelled.append((attempt.record, .timeout))
            } else {
                wake = min(wake, attempt.deadline - now)
            }
        }
        return wake
    }

    fileprivate mutating func turn(at now: Duration, _ concurrency: Int, _ settings: WorkerConfiguration) -> Turn {
        var turn = Turn()
        returnStale(at: now)
        turn.ends = Array(ends.prefix(settings.batch))
        ends.removeFirst(turn.ends.count)
        saving.formUnion(turn.ends.map(\.claimed.run))
        if now - lastFlush >= .seconds(1) {
            lastFlush = now
            for attempt in running.values {
                if let unsaved = attempt.record.takeUnsaved() {
                    turn.unsaved.append(Turn.Unsaved(attempt: attempt, snapshot: unsaved.snapshot, lines: unsaved.lines))
                } else if attempt.isInLog == false, now - attempt.startedAt >= .seconds(1) {
                    turn.unsaved.append(Turn.Unsaved(attempt: attempt, snapshot: attempt.record.snapshot, lines: []))
                }
            }
        }
        // What these ends leave may be due: an entry that waited for a lock, a retry, the next slot.
        if turn.ends.contains(where: { $0.isPlainSuccess == false || $0.claimed.row.locks.isEmpty == false }) { isDue = true }
        if case .working = phase, isDue || nextDue.map({ $0 <= now }) == true || now - lastClaim >= settings.poll {
            // Quick entries are claimed ahead: as many as run within about 20 ms.
            let ahead = averageRun < 0.005 ? Int(Double(concurrency) * 0.02 / max(averageRun, 0.00002)) : 0
            turn.wanted = min(settings.batch, concurrency + ahead - occupied(of: concurrency) - buffered.count)
            // Claiming a few while many are still to begin would cost a transaction for each few.
            if turn.wanted < 1 || (turn.ends.isEmpty && buffered.count > turn.wanted) { turn.wanted = 0 }
            if turn.wanted > 0 {
                isDue = false
                lastClaim = now
            }
        }
        return turn
    }

    /// What was claimed ahead and could not begin is better run by somebody else.
    private mutating func returnStale(at now: Duration) {
        while let first = buffered.first, now - first.claimedAt > .milliseconds(500) {
            ends.append(first.returned())
            buffered.removeFirst()
        }
    }
}

extension CancellationReason {
    /// How an attempt that was stopped for this reason ends.
    var outcome: Outcome {
        switch self {
        case .requested: .cancelled
        case .timeout: .timedOut
        case .shutdown: .returned("The worker shut down.")
        case .leaseLost: .lost
        }
    }
}

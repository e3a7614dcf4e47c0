import Synchronization

extension AttemptBoard {
    /// Enforces time limits, and decides what to do next.
    /// - Parameter flight: The turns that are under way.
    func step(at now: Duration, _ settings: WorkerConfiguration, beside flight: Flight = Flight()) -> Step {
        var cancelled: [(RunRecord, CancellationReason)] = []
        let step = state.withLock { state -> Step in
            state.enforceShutdown(at: now, settings, &cancelled)
            var wake = state.enforceLimits(at: now, settings, &cancelled)
            if case .working = state.phase {
            } else if state.running.isEmpty, state.ends.isEmpty, state.saving.isEmpty, flight.turns == 0 {
                return .over
            }
            if flight.turns == 0 || (flight.isOpen && state.hasMuch(at: now, concurrency, settings, beside: flight)) {
                let turn = state.turn(at: now, concurrency, settings, beside: flight)
                if turn.isEmpty == false { return .turn(turn) }
            }
            if flight.turns > 0 { return .waitForTurn }
            if state.running.isEmpty == false { wake = min(wake, .milliseconds(250)) }
            // Who cannot claim has nothing to wake for: an attempt that ends wakes him.
            if case .working = state.phase, state.occupied(of: concurrency) < concurrency {
                wake = min(wake, state.lastClaim + settings.poll - now)
                if let due = state.nextDue { wake = min(wake, due - now) }
                if let whole = state.horizon.nextWhole { wake = min(wake, whole - now) }
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
            if turn.wanted > 0 {
                state.isDue = true
                state.horizon.tell(turn.from)
            }
        }
    }

    /// A transaction committed.
    /// - Parameters:
    ///   - lookedUntil: By when nothing more was due; nil when there may be more.
    ///   - madeReady: Entries became ready that may be older than what was looked for.
    func saved(_ turn: Turn, hasMore: Bool, nextDue: Duration?, lookedUntil: Int64? = nil, madeReady: Bool = false) {
        state.withLock { state in
            state.saving.subtract(turn.ends.map(\.claimed.run))
            for unsaved in turn.unsaved { state.running[unsaved.attempt.claimed.run]?.isInLog = true }
            // What these ends left may be due, and a turn beside this one may have looked before it was there to be seen.
            if hasMore || turn.leavesWork { state.isDue = true }
            if turn.wanted > 0 {
                state.nextDue = nextDue
                state.horizon.looked(from: turn.from, until: lookedUntil)
            }
            if turn.leavesWork || madeReady { state.horizon.tell(nil) }
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

    fileprivate mutating func turn(at now: Duration, _ concurrency: Int, _ settings: WorkerConfiguration, beside flight: Flight) -> Turn {
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
        if turn.leavesWork {
            isDue = true
            horizon.tell(nil)
        }
        turn.wanted = wanted(at: now, concurrency, settings, beside: flight)
        // Claiming a few while many are still to begin would cost a transaction for each few.
        if turn.ends.isEmpty, buffered.count > turn.wanted { turn.wanted = 0 }
        if turn.wanted > 0 {
            isDue = false
            lastClaim = now
            turn.from = horizon.look(at: now)
        }
        return turn
    }

    /// How many entries to claim.
    private func wanted(at now: Duration, _ concurrency: Int, _ settings: WorkerConfiguration, beside flight: Flight) -> Int {
        guard case .working = phase, flight.isClaiming == false else { return 0 }
        let isTime = [nextDue, horizon.nextWhole, lastClaim + settings.poll].contains { $0.map { $0 <= now } == true }
        guard isDue || isTime else { return 0 }
        // Quick entries are claimed ahead: as many as run within about 20 ms.
        let ahead = averageRun < 0.005 ? Int(Double(concurrency) * 0.02 / max(averageRun, 0.00002)) : 0
        return max(0, min(settings.batch, concurrency + ahead - occupied(of: concurrency) - buffered.count))
    }

    /// Whether a turn is worth its transaction while another is under way.
    fileprivate func hasMuch(at now: Duration, _ concurrency: Int, _ settings: WorkerConfiguration, beside flight: Flight) -> Bool {
        max(ends.count, wanted(at: now, concurrency, settings, beside: flight)) >= settings.batch / 2
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

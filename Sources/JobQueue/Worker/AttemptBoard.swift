import DequeModule
import Synchronization

/// What this process runs, is about to run, and has to save.
final class AttemptBoard: Sendable {
    enum Phase: Sendable, Equatable {
        case working
        /// No new claims; running tasks get time to reach a checkpoint.
        case draining(since: Duration)
        /// Running tasks were cancelled.
        case stopping(since: Duration)
    }

    struct State: Sendable {
        var phase = Phase.working
        var running: [String: RunningAttempt] = [:]
        /// Those of them that do nothing but wait: others run in their place.
        var waiting: Set<String> = []
        var buffered: Deque<BufferedEntry> = []
        var ends: [AttemptEnd] = []
        /// Ends that a transaction is saving right now.
        var saving: Set<String> = []
        /// Something may be due.
        var isDue = true
        var horizon = DueHorizon()
        /// When something is due next, on the worker's clock.
        var nextDue: Duration?
        var lastFlush = Duration.zero
        var lastClaim = Duration.zero
        /// Exponentially smoothed, in seconds.
        var averageRun = 1.0
    }

    let concurrency: Int
    let signal = WakeSignal()
    let state = Mutex(State())

    init(concurrency: Int) {
        self.concurrency = concurrency
    }

    /// A hint that something is due.
    /// - Parameter due: Nothing of it is due earlier, by the database's clock in microseconds; nil when it may be anything.
    func hint(from due: Int64? = nil) {
        state.withLock { state in
            state.isDue = true
            state.horizon.tell(due)
        }
        signal.set()
    }

    /// Takes in what was claimed. Answers what starts at once; the rest starts as attempts end.
    func add(_ claimed: [ClaimedEntry], at now: Duration) -> [RunningAttempt] {
        state.withLock { state in
            for entry in claimed { state.buffered.append(BufferedEntry(claimed: entry, claimedAt: now)) }
            var started: [RunningAttempt] = []
            while let next = state.startNext(concurrency, at: now) { started.append(next) }
            return started
        }
    }

    /// An attempt came to its end. Answers the one that takes its place. An attempt that was given up before says nothing any more.
    func finish(_ attempt: RunningAttempt, _ outcome: Outcome, at now: Duration) -> RunningAttempt? {
        // Made before the lock is taken: many attempts end at the same time.
        let end = attempt.end(outcome, at: now)
        let (next, isUrgent) = state.withLock { state -> (RunningAttempt?, Bool) in
            guard state.remove(attempt.claimed.run) else { return (nil, false) }
            state.ends.append(end)
            state.averageRun = state.averageRun * 0.8 + ((now - attempt.startedAt) / .seconds(1)) * 0.2
            // Who waits is woken once, and again when there is enough for a turn beside another.
            return (state.startNext(concurrency, at: now), state.ends.count == 1 || state.ends.count % 50 == 0)
        }
        if isUrgent { signal.set() }
        return next
    }

    /// An attempt began to wait, or goes on. Answers the one that runs in its place.
    func waitingChanged(_ run: String, at now: Duration) -> RunningAttempt? {
        let (next, isNew) = state.withLock { state -> (RunningAttempt?, Bool) in
            // Asked here, since two changes may be told in either order.
            guard let attempt = state.running[run], attempt.record.isWaiting else {
                state.waiting.remove(run)
                return (nil, false)
            }
            guard state.waiting.insert(run).inserted else { return (nil, false) }
            return (state.startNext(concurrency, at: now), true)
        }
        // What is due and found no place is claimed by the next turn.
        if isNew, next == nil { signal.set() }
        return next
    }

    /// Asks an attempt to stop.
    func cancel(run: String, _ reason: CancellationReason, at now: Duration) {
        let record = state.withLock { state in
            guard let attempt = state.running[run] else { return nil as RunRecord? }
            if attempt.cancelledAt == nil { state.running[run]?.cancelledAt = now }
            return attempt.record
        }
        record?.cancel(reason)
        signal.set()
    }

    /// The node's leases are gone: all that runs stops, and nothing of it is kept.
    func loseAll(at now: Duration) {
        let records = state.withLock { state in
            for run in state.running.keys { state.running[run]?.cancelledAt = now }
            state.ends += state.buffered.map { $0.returned() }
            state.buffered.removeAll()
            return state.running.values.map(\.record)
        }
        for record in records { record.cancel(.leaseLost) }
        signal.set()
    }

    /// No new claims from here on.
    func drain(at now: Duration) {
        let records = state.withLock { state in
            guard state.phase == .working else { return [] as [RunRecord] }
            state.phase = .draining(since: now)
            return state.running.values.map(\.record)
        }
        for record in records { record.shutsDown() }
        signal.set()
    }

    /// Runs that this process knows of, whether running, about to, or ended and not yet saved.
    var known: Set<String> {
        state.withLock { state in
            Set(state.running.keys).union(state.buffered.map(\.claimed.run)).union(state.ends.map(\.claimed.run)).union(state.saving)
        }
    }
}

extension AttemptBoard.State {
    /// So many times the concurrency may wait beside those that run: each keeps its memory. Further ones keep their places.
    static let waitingLimit = 4

    /// How many places are taken.
    func occupied(of concurrency: Int) -> Int { running.count - min(waiting.count, concurrency * Self.waitingLimit) }

    /// False when it had been given up before.
    mutating func remove(_ run: String) -> Bool {
        waiting.remove(run)
        return running.removeValue(forKey: run) != nil
    }

    mutating func startNext(_ concurrency: Int, at now: Duration) -> RunningAttempt? {
        guard occupied(of: concurrency) < concurrency, let next = buffered.popFirst() else { return nil }
        let attempt = RunningAttempt(claimed: next.claimed, record: RunRecord(), claimedAt: next.claimedAt, startedAt: now)
        if phase != .working { attempt.record.shutsDown() }
        running[next.claimed.run] = attempt
        return attempt
    }
}

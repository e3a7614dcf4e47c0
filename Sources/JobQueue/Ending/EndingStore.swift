import Foundation
import Storage

/// Saves how attempts ended: entry, run, log lines, freed locks and notices in one transaction, each behind the fence of its lease.
struct EndingStore {
    struct Result {
        var ended: [(end: AttemptEnd, status: RunStatus)] = []
        /// Ends of attempts that were no longer current: nothing of them was kept.
        var dropped: [AttemptEnd] = []
        var events: [QueueEvent] = []
        var freedLocks = false
        /// An entry is ready again.
        var leftReady = false
    }

    let ids: UUIDv7
    let now: Date
    private var moment: Int64 { Instants.microseconds(now) }

    init(ids: UUIDv7, now: Date) {
        self.ids = ids
        self.now = now
    }

    func save(_ ends: [AttemptEnd], in tx: Transaction) throws -> Result {
        guard ends.isEmpty == false else { return Result() }
        var result = Result()
        var runs: [[DatabaseValue]] = []
        runs.reserveCapacity(ends.count)
        var freeing: [String] = []
        let finished = try finish(ends.filter(\.isPlainSuccess), in: tx)
        let others = ends.filter { $0.isPlainSuccess == false || finished.contains($0.claimed.run) == false }
        var held = try LeaseStore.hold(others.map(\.claimed.lease), in: tx)
        for end in ends {
            let lease = end.claimed.lease
            if let run = end.plainRun, finished.contains(end.claimed.run) {
                runs.append(run)
                result.ended.append((end, .success))
            } else if let row = held[lease.entry], row.lease == lease.token {
                held[lease.entry] = nil
                let transition = try Transition(row, end.outcome, now: moment, chance: .random(in: 0..<1))
                try save(transition, was: row, in: tx)
                if end.outcome.leavesRun {
                    var ended = end.run(status: transition.status)
                    ended.message = transition.message
                    ended.error = transition.error
                    ended.errorCode = transition.errorCode
                    runs.append(ended.values)
                    try NoticeStore.tell(transition, run: ended, ids: ids, now: now, in: tx)
                }
                runs += extraRuns(transition).map(\.values)
                if transition.row.status == .ready { result.leftReady = true }
                result.ended.append((end, transition.status))
            } else {
                result.dropped.append(end)
                continue
            }
            if end.claimed.row.locks.isEmpty == false { freeing.append(end.claimed.row.id) }
        }
        try RunStore.save(runs, in: tx)
        for (end, _) in result.ended where end.lines.isEmpty == false { try LogLineStore.append(end.lines, run: end.claimed.run, in: tx) }
        try LockStore.release(freeing, in: tx)
        result.freedLocks = freeing.isEmpty == false
        // More than a few are told as one.
        result.events =
            result.ended.count > QueueEvent.mostTold
            ? [.many] : result.ended.map { .run(id: $0.end.claimed.run, entry: $0.end.claimed.row.id, status: $0.status) }
        return result
    }

    /// Ends an attempt whose worker is gone, or does not answer. The row must be held by the transaction.
    func end(_ row: EntryRow, _ outcome: Outcome, in tx: Transaction) throws -> QueueEvent? {
        guard let running = RunRow(inProcess: row) else { return nil }
        let transition = try Transition(row, outcome, now: moment, chance: .random(in: 0..<1))
        try save(transition, was: row, in: tx)
        // What the run saved of its progress and counts stays.
        var run = try tx.first("SELECT \(RunRow.columnList) FROM job_run WHERE id = \(running.id)").map(RunRow.init) ?? running
        run.status = transition.status
        run.ended = moment
        run.message = transition.message
        run.error = transition.error
        run.errorCode = transition.errorCode
        try RunStore.save([run] + extraRuns(transition), in: tx)
        try NoticeStore.tell(transition, run: run, ids: ids, now: now, in: tx)
        try LockStore.release([row.id], in: tx)
        return .run(id: run.id, entry: row.id, status: run.status)
    }

    /// One statement for each lease: what it does not answer was restarted meanwhile, or is not ours any more.
    /// - Returns: The runs.
    private func finish(_ ends: [AttemptEnd], in tx: Transaction) throws -> Set<String> {
        var finished: Set<String> = []
        finished.reserveCapacity(ends.count)
        for (token, group) in Dictionary(grouping: ends, by: \.claimed.lease.token) {
            let rows = try tx.rows(
                """
                UPDATE job_entry SET status = 'finished', finished = \(moment), lease = NULL, node = NULL, started = NULL, error = NULL,
                    losses = 0, cancel_requested = NULL, holds_after_run = 0, foreground = NULL, checkpoint = NULL
                WHERE id IN \(list: group.map(\.claimed.row.id)) AND lease = \(token) AND status = 'inProcess' AND restarts_after_run = 0
                RETURNING id
                """
            )
            if rows.count == group.count {
                for end in group { finished.insert(end.claimed.run) }
            } else {
                for row in rows { finished.insert(RunIdentity.id(entry: try row.get(0), lease: token)) }
            }
        }
        return finished
    }

    private func save(_ transition: Transition, was row: EntryRow, in tx: Transaction) throws {
        var row = transition.row
        if row.status == .ready { try EntryStore.keepDuplicateKeyUnique(&row, in: tx) }
        try EntryStore.post(row, in: tx)
    }

    /// Rows about what did not run: slots that were passed over, a schedule that came to its end.
    private func extraRuns(_ transition: Transition) -> [RunRow] {
        var runs: [RunRow] = []
        func add(_ status: RunStatus, _ message: String) {
            runs.append(
                RunRow(transition.row, id: ids.make(at: now), status: status, attempt: 0, started: moment, ended: moment, message: message)
            )
        }
        if let skipped = transition.skipped { add(.skipped, skipped) }
        if transition.isExpired { add(.expired, "Its expiration lies before the next slot: it is on hold.") }
        return runs
    }
}

extension Outcome {
    var message: String? {
        switch self {
        case .succeeded(let message): message
        case .nothingChanged: "Nothing changed."
        default: nil
        }
    }

    /// What never began leaves no row in the log.
    var leavesRun: Bool {
        switch self {
        case .relocked: false
        case .returned(let message): message != nil
        default: true
        }
    }
}

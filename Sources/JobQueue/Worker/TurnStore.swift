import Foundation
import Storage

/// The statements of a turn.
struct TurnStore {
    struct Result: Sendable {
        var claimed: [ClaimedEntry] = []
        var hasMore = false
        /// Microseconds until something is due; nil when that is not known or nothing is.
        var dueIn: Int64?
        /// By when nothing more was due; nil when there may be more.
        var lookedUntil: Int64?
        /// Entries became ready that may be older than what was looked for.
        var madeReady = false
        var ended: [(AttemptEnd, RunStatus)] = []
        var dropped: [AttemptEnd] = []
        /// The node was taken for dead: it has to begin anew before it may claim.
        var isNodeDead = false
    }

    let queue: JobQueue
    let node: String
    let claims: WorkerCore.Claims

    func perform(_ turn: Turn, in tx: Transaction) throws -> Result {
        var result = Result()
        // A node that was taken for dead may wake up with this very transaction: what it claimed now would have no owner for ever.
        let alive = turn.wanted > 0 ? try NodeStore.holdAlive(node, in: tx) : nil
        result.isNodeDead = turn.wanted > 0 && alive == nil
        let now = try alive ?? tx.now()
        let endings = try EndingStore(ids: queue.ids, now: now).save(turn.ends, in: tx)
        result.ended = endings.ended.map { ($0.end, $0.status) }
        result.dropped = endings.dropped
        var events = endings.events
        events += try saveProgress(turn.unsaved, in: tx)
        if turn.wanted > 0, result.isNodeDead == false {
            let claim = try claim(turn.wanted, from: turn.from, now: now, in: tx)
            result.madeReady = claim.passedOn
            result.claimed = claim.claimed
            result.hasMore = claim.hasMore
            events += claim.events
            if claim.claimed.isEmpty == false {
                // What was claimed starts first; the rest is looked after by the turn that follows at once.
                result.hasMore = true
            } else if claim.hasMore == false, case .due = claims {
                let moment = Instants.microseconds(now)
                result.lookedUntil = moment
                var next = try DueEntries.next(from: turn.from, in: tx)
                if let due = next, due <= moment {
                    let woken = try wake(now: now, in: tx)
                    events += woken
                    result.hasMore = woken.isEmpty == false
                    result.madeReady = result.madeReady || result.hasMore
                    next = try DueEntries.next(from: turn.from, in: tx)
                }
                result.dueIn = next.map { max(0, $0 - moment) }
            }
        }
        // What was saved may be due at once, and nobody looked for it.
        if turn.wanted == 0, endings.leftReady { result.hasMore = true }
        // Somebody else may be waiting for the lock, in another process.
        if endings.freedLocks { tx.notify(Channel.due) }
        tx.tell(events)
        return result
    }

    private func claim(_ wanted: Int, from: Int64?, now: Date, in tx: Transaction) throws -> ClaimStore.Result {
        let store = ClaimStore(node: node, tasks: queue.tasks, ids: queue.ids, now: now)
        switch claims {
        case .due: return try store.claim(wanted, from: from, in: tx)
        case .only(let id):
            let row = try tx.first("SELECT \(EntryRow.columnList) FROM job_entry WHERE id = \(id) AND status = 'ready'\(forUpdate: ())")
            return try row.map { try store.claim(EntryRow($0), in: tx) } ?? ClaimStore.Result()
        }
    }

    private func wake(now: Date, in tx: Transaction) throws -> [QueueEvent] {
        let upkeep = Upkeep(ids: queue.ids, now: now)
        return try upkeep.awake(limit: 100, in: tx) + upkeep.expire(limit: 100, in: tx)
    }

    /// What running attempts gathered, of those that still hold their lease.
    private func saveProgress(_ unsaved: [Turn.Unsaved], in tx: Transaction) throws -> [QueueEvent] {
        guard unsaved.isEmpty == false else { return [] }
        let held = try tx.rows(
            "SELECT id, lease FROM job_entry WHERE status = 'inProcess' AND id IN \(list: unsaved.map(\.attempt.claimed.row.id))"
        )
        let runs = Set(try held.map { RunIdentity.id(entry: try $0.get(0), lease: try $0.get(1)) })
        let current = unsaved.filter { runs.contains($0.attempt.claimed.run) }
        try RunStore.save(
            current.compactMap { unsaved in
                guard var run = RunRow(inProcess: unsaved.attempt.claimed.row) else { return nil }
                run.progress = unsaved.snapshot.progress
                run.counts = unsaved.snapshot.counts
                run.requests = unsaved.snapshot.requests
                run.points = unsaved.snapshot.points
                return run
            },
            in: tx
        )
        for unsaved in current { try LogLineStore.append(unsaved.lines, run: unsaved.attempt.claimed.run, in: tx) }
        return current.compactMap { unsaved in
            unsaved.snapshot.progress.map { .progress(run: unsaved.attempt.claimed.run, entry: unsaved.attempt.claimed.row.id, $0) }
        }
    }
}

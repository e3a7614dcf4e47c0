import Foundation
import Storage

/// Claiming: locks and lease in one transaction.
struct ClaimStore {
    struct Result {
        var claimed: [ClaimedEntry] = []
        /// More is due than was looked at.
        var hasMore = false
        /// Locks were passed on: what waited for them is ready, however old.
        var passedOn = false
        var events: [QueueEvent] = []
    }

    let node: String
    let tasks: TaskRegistry
    let ids: UUIDv7
    let now: Date

    /// Claims up to so many of the due entries, best rank first. Looks at a bounded number of them, since many may have to wait.
    /// - Parameter from: What is due earlier is left out, see ``DueHorizon``.
    func claim(_ limit: Int, from: Int64? = nil, in tx: Transaction) throws -> Result {
        var result = Result()
        var lookAt = limit * 4 + 50
        while result.claimed.count < limit, lookAt > 0 {
            let wanted = min(limit - result.claimed.count, lookAt)
            let rows = try DueEntries.first(wanted, from: result.passedOn ? nil : from, now: Instants.microseconds(now), in: tx)
            lookAt -= rows.count
            let passedOn = try decide(rows, &result, in: tx)
            result.hasMore = rows.count == wanted || passedOn
            if passedOn { result.passedOn = true }
            if result.hasMore == false { break }
        }
        return result
    }

    /// Claims one entry, for a run in the foreground. Nothing is claimed when it has to wait.
    func claim(_ row: EntryRow, in tx: Transaction) throws -> Result {
        var result = Result()
        _ = try decide([row], &result, in: tx)
        return result
    }

    /// - Returns: Whether a lock's release was passed on to another entry.
    private func decide(_ rows: [EntryRow], _ result: inout Result, in tx: Transaction) throws -> Bool {
        guard rows.isEmpty == false else { return false }
        let token = ids.make(at: now)
        let moment = Instants.microseconds(now)
        var decision = ClaimDecision()
        var table = try LockTable(for: rows, in: tx)
        let gap = rows.contains(where: \.isRecurring) ? try Coverage.gap(now: moment, in: tx) : nil
        for var row in rows {
            if (try? tasks.task(row.task)) == nil {
                decision.set(aside: &row, .onHold, "There is no task \(row.task) in this version of the program.")
            } else if let expiration = row.expiration, expiration < moment {
                decision.expire(&row, id: ids.make(at: now), now: moment)
            } else if row.isRecurring, row.attempts == 0, row.catchUp == nil, gap?.contains(row.due) == true,
                try isPassedOver(&row, &decision, moment)
            {
                continue
            } else if let blocker = table.blocker(of: row) {
                // Who had to step back again and again keeps what is free, lock after lock in their order: no two can block each other.
                if row.bounces >= ClaimDecision.patience { table.take(row, before: blocker.lock) }
                if row.bounces == 0 {
                    decision.say("Waits for \(blocker.lock), held by \(blocker.holder).", row, ids.make(at: now), moment)
                }
                decision.wait(row, for: blocker.lock)
            } else {
                table.take(row)
                decision.claim(row, node: node, token: token, now: moment)
            }
        }
        try LockStore.take(table.taken, now: moment, in: tx)
        try decision.save(node: node, token: token, now: moment, in: tx)
        result.claimed += decision.claimed
        result.events += decision.events
        return decision.passedOn.isEmpty == false
    }

    /// Applies the missed-run policy. True when the entry does not run now.
    private func isPassedOver(_ row: inout EntryRow, _ decision: inout ClaimDecision, _ moment: Int64) throws -> Bool {
        let before = row
        if let message = try MissedSlots.apply(to: &row, now: moment) { decision.say(message, before, ids.make(at: now), moment) }
        if row != before { decision.changed.append(row) }
        if row.due > moment {
            decision.pass(on: before.baton)
            return true
        }
        return false
    }
}

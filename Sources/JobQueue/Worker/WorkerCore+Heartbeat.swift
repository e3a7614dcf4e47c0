import Foundation
import Logging
import Storage
import Synchronization

extension WorkerCore {
    /// Renews the node's lease, and compares what the database says it holds with what it runs. Until the task is cancelled.
    func heartbeats() async {
        while Task.isCancelled == false {
            let asked = clock.elapsed()
            do {
                try await beat()
            } catch {
                logger.info("The node could not renew its lease.", metadata: ["error": "\(error)"])
                // Trust is counted from before the last renewal left, so that a slow answer cannot stretch it.
                if asked - renewed.withLock({ $0 }) >= settings.trust { board.loseAll(at: asked) }
            }
            let isRenewed = renewed.withLock { $0 } >= asked
            let pause = isRenewed ? settings.heartbeat : min(settings.heartbeat, .seconds(1))
            do { try await clock.sleep(pause) } catch { return }
        }
    }

    func beat() async throws {
        let asked = clock.elapsed()
        let id = nodeID
        let held = try await queue.database.write { [claims] tx -> HeldEntries? in
            let now = Instants.microseconds(try tx.now())
            if case .due = claims { try Coverage.extend(now: now, in: tx) }
            guard try NodeStore.beat(id, now: now, in: tx) else { return nil }
            return try HeldEntries(node: id, in: tx)
        }
        guard let held else {
            // The heartbeat and a turn may notice at the same time: one of them begins anew.
            let isFirst = node.withLock { node in
                guard node == id, id.isEmpty == false else { return false }
                node = ""
                return true
            }
            guard isFirst else { return }
            logger.info("The node was taken for dead; it begins anew.", metadata: ["node": "\(id)"])
            board.loseAll(at: asked)
            do {
                try await register()
            } catch {
                node.withLock { $0 = id }
                throw error
            }
            return
        }
        renewed.withLock { $0 = asked }
        try await compare(held, at: asked)
    }

    /// Looks whether runs of this node were cancelled.
    func checkCancellations() async throws {
        let id = nodeID
        let held = try await queue.database.read { tx in try HeldEntries(node: id, in: tx) }
        let now = clock.elapsed()
        for (run, isCancelled) in held.isCancelled where isCancelled { board.cancel(run: run, .requested, at: now) }
    }

    private func compare(_ held: HeldEntries, at asked: Duration) async throws {
        let now = clock.elapsed()
        let running = board.state.withLock { state in state.running.values.filter { $0.claimedAt < asked }.map(\.claimed.run) }
        for run in running where held.isCancelled[run] == nil { board.cancel(run: run, .leaseLost, at: now) }
        for (run, isCancelled) in held.isCancelled where isCancelled { board.cancel(run: run, .requested, at: now) }
        // Held, but not known here twice in a row: the answer to a claim was lost on its way.
        let unknown = Set(held.isCancelled.keys).subtracting(board.known)
        let orphaned = orphans.withLock { before in
            defer { before = unknown }
            return before.intersection(unknown)
        }
        if orphaned.isEmpty == false { try await takeBack(orphaned) }
    }

    private func takeBack(_ runs: Set<String>) async throws {
        let id = nodeID
        try await queue.database.write { [queue] tx in
            let now = try tx.now()
            let rows = try tx.rows(
                "SELECT \(EntryRow.columnList) FROM job_entry WHERE status = 'inProcess' AND node = \(id) ORDER BY id\(forUpdate: ())"
            ).map(EntryRow.init)
            for row in rows where runs.contains(RunIdentity.id(entry: row.id, lease: row.lease ?? "")) {
                _ = try EndingStore(ids: queue.ids, now: now).end(row, .returned("The worker never began it."), in: tx)
            }
            tx.notify(Channel.due)
        }
    }
}

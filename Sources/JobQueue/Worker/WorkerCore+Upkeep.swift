import Foundation
import Logging
import Storage

extension WorkerCore {
    /// Looks after what no entry brings about by itself. Until the task is cancelled.
    func upkeep() async {
        var nextCleaning = clock.elapsed() + .seconds(60)
        while Task.isCancelled == false {
            do {
                try await rescueAndWithdraw()
                if clock.elapsed() >= nextCleaning {
                    let hasMore = try await clean()
                    nextCleaning = clock.elapsed() + (hasMore ? .seconds(2) : .seconds(600))
                }
            } catch {
                logger.info("The job queue's upkeep failed; trying again.", metadata: ["error": "\(error)"])
            }
            do { try await clock.sleep(settings.upkeep) } catch { return }
        }
    }

    /// Only takes back and withdraws, for a process that runs one entry: it may be the only one that is left. Until the task is cancelled.
    func rescues() async {
        while Task.isCancelled == false {
            do {
                try await rescueAndWithdraw()
            } catch {
                logger.info("What dead nodes hold could not be taken back; trying again.", metadata: ["error": "\(error)"])
            }
            do { try await clock.sleep(settings.upkeep) } catch { return }
        }
    }

    /// Takes back what dead nodes hold; withdraws the lease of what does not stop. Nothing is written when there is nothing to do.
    func rescueAndWithdraw() async throws {
        let lease = settings.lease.microseconds
        let grace = settings.cancellationGrace.microseconds
        let (gone, isNeeded) = try await queue.database.read { tx in
            let now = Instants.microseconds(try tx.now())
            let gone = try NodeStore.gone(in: tx)
            if try gone.isEmpty == false || NodeStore.isAnyDead(lease: lease, now: now, in: tx) { return (gone, true) }
            let isOverdue =
                try tx.first(
                    "SELECT id FROM job_entry WHERE status = 'inProcess' AND cancel_requested <= \(now - grace) LIMIT 1"
                ) != nil
            return (gone, isOverdue)
        }
        guard isNeeded else { return }
        let events = try await queue.database.write { [queue] tx in
            let now = try tx.now()
            var events = try NodeStore.rescue(gone: gone, lease: lease, limit: 100, ids: queue.ids, now: now, in: tx)
            events += try Upkeep(ids: queue.ids, now: now).withdraw(grace: grace, in: tx)
            tx.tell(events)
            tx.notify(Channel.due)
            return events
        }
        if events.isEmpty == false { board.hint() }
    }

    func clean() async throws -> Bool {
        let retention = settings.retention / .seconds(1)
        return try await queue.database.write { [queue] tx in
            try Upkeep(ids: queue.ids, now: try tx.now()).clean(retention: retention, limit: 500, in: tx)
        }
    }
}

import Foundation
import JobQueue
import Logging
import ShopifyAdmin
import Storage

/// What surrounds the work of every task: the run's log says how it began, what was skipped and why, and how it ended with which counts and
/// cost; the activity log is kept; a failure that only a person can mend is final.
struct TaskFrame {
    /// Skipped records that the log names; of more it says how many.
    static let named = 50

    let task: TaskName?
    let session: ShopSession
    let connector: Connector
    let context: JobContext

    func run<T: Sendable>(_ body: () async throws -> T) async throws -> T {
        let before = context.counts
        let spent = session.scope.totals
        let clock = ContinuousClock.now
        let start = try await connector.database.read { try $0.now() }
        context.logger.info("The task begins", metadata: about)
        do {
            let result = try await body()
            try await end("The task is done", since: before, spent, clock, start)
            await session.kept(connector.activity, context.logger)
            if session.scope.totals.requests > 0 { await session.worked() }
            return result
        } catch {
            // The failure itself is what the run says; a log that cannot be written must not take its place.
            try? await end("The task stopped", since: before, spent, clock, start)
            await session.kept(connector.activity, context.logger)
            throw await session.judged(error)
        }
    }

    private var about: Logger.Metadata {
        var about: Logger.Metadata = ["domain": "\(session.shop.domain)"]
        if let task { about["work"] = "\(task.rawValue)" }
        if context.isDryRun { about["dryRun"] = "true" }
        return about
    }

    private func end(
        _ words: Logger.Message,
        since before: Counts,
        _ spent: RequestScope.Totals,
        _ clock: ContinuousClock.Instant,
        _ start: Date
    ) async throws {
        let counts = context.counts
        if counts.failed > before.failed { try await nameSkipped(since: start, failed: counts.failed - before.failed) }
        let seconds = (ContinuousClock.now - clock) / .seconds(1)
        let totals = session.scope.totals
        context.logger.info(
            words,
            metadata: [
                "read": "\(counts.read - before.read)", "created": "\(counts.created - before.created)",
                "updated": "\(counts.updated - before.updated)", "unchanged": "\(counts.unchanged - before.unchanged)",
                "skipped": "\(counts.skipped - before.skipped)", "failed": "\(counts.failed - before.failed)",
                "requests": "\(totals.requests - spent.requests)", "points": "\(totals.points - spent.points)",
                "seconds": "\((seconds * 10).rounded() / 10)",
            ]
        )
    }

    private func nameSkipped(since start: Date, failed: Int) async throws {
        // What is written back after orders and shipments is parked with the orders.
        let tasks = Set([task, .processOrders].compactMap { $0?.rawValue })
        let shop = session.shop.code
        let skipped = try await connector.database.read { tx in
            let parked = try tx.rows(
                """
                SELECT name, reason, code FROM connector_skipped WHERE shop = \(shop) AND task IN \(list: tasks.sorted())
                    AND last_try >= \(start) ORDER BY last_try, id LIMIT \(Self.named)
                """
            )
            let refused = try tx.rows(
                """
                SELECT name, error AS reason, error_code AS code FROM connector_orders WHERE shop = \(shop) AND error IS NOT NULL
                    AND error_at >= \(start) ORDER BY id LIMIT \(Self.named - min(Self.named, parked.count))
                """
            )
            return try (parked + refused).map {
                (
                    name: try $0.get("name", as: String.self), reason: try $0.get("reason", as: String.self),
                    code: try $0.get("code", as: String?.self)
                )
            }
        }
        for record in skipped {
            context.logger.info(
                "A record is skipped",
                metadata: ["record": "\(record.name)", "reason": "\(record.reason)", "code": "\(record.code ?? "")"]
            )
        }
        if failed > skipped.count, !skipped.isEmpty {
            context.logger.info(
                "More records are skipped: see the shop's skipped records",
                metadata: ["count": "\(failed - skipped.count)"]
            )
        }
    }
}

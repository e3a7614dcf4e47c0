import Foundation
import Storage

/// Webhooks that are to be delivered.
enum WebhookStore {
    /// Attempts before a delivery is given up: with the pauses of ``pause(afterAttempt:)`` a bit more than a day.
    static let maximumAttempts = 12

    static func add(_ body: String, to addresses: [String], ids: UUIDv7, now: Date, in tx: Transaction) throws {
        let moment = Instants.microseconds(now)
        try tx.insert(
            into: "job_webhook",
            columns: ["id", "url", "body", "created", "attempts", "due", "status", "error"],
            rows: addresses.map { address in
                [
                    .text(ids.make(at: now)), .text(address), .text(body), .integer(moment), .integer(0), .integer(moment),
                    .text("pending"), .null,
                ]
            }
        )
    }

    /// Takes what is due for this process: nobody else tries it again before the attempt must have ended.
    static func take(_ limit: Int, now: Int64, in tx: Transaction) throws -> [WebhookDelivery] {
        let rows = try tx.rows(
            """
            SELECT id, url, body, created, attempts FROM job_webhook
            WHERE status = 'pending' AND due <= \(now) ORDER BY due LIMIT \(limit)\(skipLocked: ())
            """
        )
        let deliveries = try rows.map { row in
            WebhookDelivery(
                id: try row.get(0),
                url: try row.get(1),
                body: try row.get(2),
                created: Instants.date(try row.get(3)),
                attempt: try row.get(4, as: Int.self) + 1
            )
        }
        guard deliveries.isEmpty == false else { return [] }
        try tx.execute(
            """
            UPDATE job_webhook SET attempts = attempts + 1, due = \(now + 120_000_000) WHERE id IN \(list: deliveries.map(\.id))
            """
        )
        return deliveries
    }

    static func delivered(_ id: String, in tx: Transaction) throws {
        try tx.execute("UPDATE job_webhook SET status = 'delivered', error = NULL WHERE id = \(id)")
    }

    static func failed(_ delivery: WebhookDelivery, _ error: String, now: Int64, in tx: Transaction) throws {
        let status = delivery.attempt >= maximumAttempts ? "failed" : "pending"
        let due = now + pause(afterAttempt: delivery.attempt)
        try tx.execute("UPDATE job_webhook SET status = \(status), error = \(error), due = \(due) WHERE id = \(delivery.id)")
    }

    /// 30 s doubling to 6 h, in microseconds.
    static func pause(afterAttempt attempt: Int) -> Int64 {
        Int64(min(30 * pow(2, Double(attempt - 1)), 21_600) * 1_000_000)
    }
}

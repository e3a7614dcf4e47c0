import Foundation
import Storage

/// Webhooks that are to be delivered, and what became of them.
enum WebhookStore {
    /// Attempts before a delivery is given up: with the pauses of ``pause(afterAttempt:)`` a bit more than a day.
    static let maximumAttempts = 12

    /// How long nobody else tries a delivery that was taken: longer than a sender may take.
    private static let reservation: Int64 = 60_000_000

    static func add(_ body: String, to addresses: [String], ids: UUIDv7, now: Date, in tx: Transaction) throws {
        let moment = Instants.microseconds(now)
        try tx.insert(
            into: "job_webhook",
            columns: ["id", "url", "body", "created", "attempts", "due", "status", "error"],
            rows: addresses.map { address in
                [
                    .text(ids.make(at: now)), .text(address), .text(body), .integer(moment), .integer(0), .integer(moment),
                    .text(Webhook.Status.pending.rawValue), .null,
                ]
            }
        )
    }

    static func isDue(now: Int64, in tx: Transaction) throws -> Bool {
        try tx.first("SELECT id FROM job_webhook WHERE status = 'pending' AND due <= \(now) LIMIT 1") != nil
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
            UPDATE job_webhook SET attempts = attempts + 1, due = \(now + reservation) WHERE id IN \(list: deliveries.map(\.id))
            """
        )
        return deliveries
    }

    static func delivered(_ delivery: WebhookDelivery, in tx: Transaction) throws {
        try tx.execute("UPDATE job_webhook SET status = 'delivered', error = NULL WHERE id = \(delivery.id)")
    }

    /// An attempt that another one has overtaken changes nothing: its process had been paused.
    /// - Returns: Whether the delivery was given up.
    static func failed(_ delivery: WebhookDelivery, _ error: String, now: Int64, in tx: Transaction) throws -> Bool {
        let isLast = delivery.attempt >= maximumAttempts
        let status = isLast ? Webhook.Status.failed : .pending
        let due = now + pause(afterAttempt: delivery.attempt)
        let changed = try tx.execute(
            """
            UPDATE job_webhook SET status = \(status.rawValue), error = \(error), due = \(due)
            WHERE id = \(delivery.id) AND status = 'pending' AND attempts = \(delivery.attempt)
            """
        )
        return isLast && changed > 0
    }

    /// 30 s doubling to 6 h, in microseconds.
    static func pause(afterAttempt attempt: Int) -> Int64 {
        Int64(min(30 * pow(2, Double(attempt - 1)), 21_600) * 1_000_000)
    }
}

extension WebhookStore {
    /// Newest first.
    static func list(_ filter: WebhookFilter, in tx: Transaction) throws -> [Webhook] {
        var conditions: [Statement] = []
        if let statuses = filter.statuses { conditions.append("status IN \(list: statuses.map(\.rawValue).sorted())") }
        if let after = filter.after { conditions.append("id < \(after)") }
        let condition: Statement = conditions.isEmpty ? "" : " WHERE \(conditions.joined(separator: " AND "))"
        let limit = filter.limit.map { limit -> Statement in " LIMIT \(limit)" } ?? ""
        return try tx.rows("SELECT \(columns) FROM job_webhook\(condition) ORDER BY id DESC\(limit)").map(webhook)
    }

    static func find(_ id: String, in tx: Transaction) throws -> Webhook? {
        try tx.first("SELECT \(columns) FROM job_webhook WHERE id = \(id)").map(webhook)
    }

    /// All its attempts anew, the first at once.
    static func restart(_ id: String, now: Int64, in tx: Transaction) throws -> Bool {
        try tx.execute(
            "UPDATE job_webhook SET status = 'pending', attempts = 0, due = \(now) WHERE id = \(id) AND status = 'failed'"
        ) > 0
    }

    private static let columns: Statement = "id, url, body, created, attempts, due, status, error"

    private static func webhook(_ row: Row) throws -> Webhook {
        var cells = Cells(row)
        let (id, url) = (try cells.text(), try cells.text())
        let body = try JSONText.decode(WebhookBody.self, from: try cells.text())
        let created = Instants.date(try cells.integer())
        let attempts = try cells.int()
        let due = Instants.date(try cells.integer())
        let status = try cells.named(Webhook.Status.self)
        return Webhook(
            id: id,
            url: url,
            event: body.event,
            entry: body.entry,
            run: body.run,
            created: created,
            attempts: attempts,
            status: status,
            nextTry: status == .pending ? due : nil,
            error: cells.optionalText()
        )
    }
}

import Foundation
import ShopifyAdmin
import Storage

/// The rows of deliveries.
struct WebhookStore {
    let tx: Transaction

    struct Pending: Sendable, Decodable {
        var shop: String
        var id: String
        var topic: String
        var record: String?
        var changedAt: Date?
        var fingerprint: String?
        var detail: String?
        var triggeredAt: Date?
        var receivedAt: Date
    }

    /// - Returns: Whether it was not there yet.
    func insert(_ delivery: WebhookDelivery, shop: String, _ event: WebhookEvent) throws -> Bool {
        try tx.execute(
            """
            INSERT INTO connector_webhooks (shop, id, topic, event_id, record, changed_at, fingerprint, detail, triggered_at, received_at, state)
            VALUES (\(shop), \(delivery.id), \(delivery.topic), \(delivery.eventID), \(event.record), \(event.changedAt),
                \(event.fingerprint), \(event.bulkType), \(delivery.triggeredAt), \(try tx.now()), 'pending')
            ON CONFLICT (shop, id) DO NOTHING
            """
        ) == 1
    }

    /// The shops that something waits for, with the time since when.
    func waiting() throws -> [(shop: String, since: Date)] {
        try tx.rows("SELECT shop, MIN(received_at) AS since FROM connector_webhooks WHERE state = 'pending' GROUP BY shop ORDER BY shop")
            .map {
                (try $0.get("shop"), try $0.get("since"))
            }
    }

    /// The oldest first.
    func pending(_ shop: String, limit: Int) throws -> [Pending] {
        try tx.all(
            Pending.self,
            """
            SELECT shop, id, topic, record, changed_at, fingerprint, detail, triggered_at, received_at FROM connector_webhooks
            WHERE shop = \(shop) AND state = 'pending' ORDER BY received_at, id LIMIT \(limit)
            """
        )
    }

    /// - Returns: How many still waited.
    @discardableResult
    func settle(_ shop: String, _ ids: [String], _ state: ReceivedWebhook.State, note: String? = nil, entry: String? = nil) throws -> Int {
        try tx.execute(
            """
            UPDATE connector_webhooks SET state = \(state.rawValue), note = \(note), entry = \(entry), settled_at = \(try tx.now())
            WHERE shop = \(shop) AND id IN \(list: ids) AND state = 'pending'
            """
        )
    }

    /// The content that was last acted on, by record.
    func fingerprints(_ shop: String, _ records: [String]) throws -> [String: String] {
        var found: [String: String] = [:]
        for row in try tx.rows(
            """
            SELECT record, fingerprint FROM connector_webhooks
            WHERE shop = \(shop) AND record IN \(list: records) AND state = 'queued' AND fingerprint IS NOT NULL ORDER BY settled_at
            """
        ) {
            found[try row.get("record")] = try row.get("fingerprint", as: String.self)
        }
        return found
    }

    /// Shopify repeats for four hours; what is older than a week serves nobody.
    func forget(before: Date) throws {
        try tx.execute("DELETE FROM connector_webhooks WHERE received_at < \(before) AND state <> 'pending'")
        try tx.execute("DELETE FROM connector_own_writes WHERE ended_at < \(before)")
    }

    /// The newest first.
    func list(shop: String?, state: ReceivedWebhook.State?, after last: ReceivedWebhook.Key?, limit: Int) throws -> [ReceivedWebhook] {
        var filter: Statement = "WHERE 1 = 1"
        if let shop { filter = filter + " AND shop = \(shop)" }
        if let state { filter = filter + " AND state = \(state.rawValue)" }
        if let last {
            let received = try tx.value(
                Date.self,
                "SELECT received_at FROM connector_webhooks WHERE shop = \(last.shop) AND id = \(last.id)"
            )
            // One that is forgotten was among the oldest: nothing follows it.
            guard let received else { return [] }
            filter = filter + " AND (received_at, id) < (\(received), \(last.id))"
        }
        return try tx.rows(
            """
            SELECT shop, id, topic, record, state, note, entry, received_at, triggered_at FROM connector_webhooks \(filter)
            ORDER BY received_at DESC, id DESC LIMIT \(limit)
            """
        ).map { row in
            ReceivedWebhook(
                shop: try row.get("shop"),
                id: try row.get("id"),
                topic: try row.get("topic"),
                record: try row.get("record"),
                state: ReceivedWebhook.State(rawValue: try row.get("state")) ?? .pending,
                note: try row.get("note"),
                entry: try row.get("entry"),
                receivedAt: Instants.text(try row.get("received_at")),
                triggeredAt: try row.get("triggered_at", as: Date?.self).map(Instants.text)
            )
        }
    }
}

import Foundation
import ShopifyAdmin
import Storage

/// The rows of privacy requests.
struct PrivacyStore {
    let tx: Transaction
    private static let patience: TimeInterval = 30 * 86_400

    func record(_ delivery: WebhookDelivery, shop: String, _ subject: PrivacySubject) throws {
        let now = try tx.now()
        try tx.execute(
            """
            INSERT INTO connector_privacy (id, shop, delivery, topic, customer_id, orders, reference, received_at, due_at, state)
            VALUES (\(RecordID.next()), \(shop), \(delivery.id), \(delivery.topic), \(subject.customerID),
                \(subject.orders.joined(separator: "\n")), \(subject.reference), \(now), \(now.addingTimeInterval(Self.patience)), 'open')
            ON CONFLICT (shop, delivery) DO NOTHING
            """
        )
    }

    private static let columns: Statement =
        "id, shop, topic, customer_id, orders, reference, received_at, due_at, state, done_at, report"

    func open(_ shop: String) throws -> [PrivacyRequest] {
        try tx.rows(
            "SELECT \(Self.columns) FROM connector_privacy WHERE shop = \(shop) AND state = 'open' ORDER BY received_at, id"
        ).map(Self.request)
    }

    func find(_ id: String) throws -> PrivacyRequest? {
        try tx.first("SELECT \(Self.columns) FROM connector_privacy WHERE id = \(id)").map(Self.request)
    }

    func list(shop: String?, state: PrivacyRequest.State?, limit: Int, after id: String?) throws -> [PrivacyRequest] {
        var filter: Statement = "WHERE 1 = 1"
        if let shop { filter = filter + " AND shop = \(shop)" }
        if let state { filter = filter + " AND state = \(state.rawValue)" }
        if let id { filter = filter + " AND id < \(id)" }
        return try tx.rows("SELECT \(Self.columns) FROM connector_privacy \(filter) ORDER BY id DESC LIMIT \(limit)").map(Self.request)
    }

    func done(_ id: String, report: [String]) throws {
        try tx.execute(
            """
            UPDATE connector_privacy SET state = 'done', done_at = \(try tx.now()), report = \(report.joined(separator: "\n"))
            WHERE id = \(id)
            """
        )
    }

    private static func request(_ row: Row) throws -> PrivacyRequest {
        PrivacyRequest(
            id: try row.get("id"),
            shop: try row.get("shop"),
            topic: try row.get("topic"),
            customerId: try row.get("customer_id"),
            orders: try row.get("orders", as: String.self).split(separator: "\n").map(String.init),
            reference: try row.get("reference"),
            receivedAt: try row.get("received_at"),
            dueAt: try row.get("due_at"),
            state: PrivacyRequest.State(rawValue: try row.get("state")) ?? .open,
            doneAt: try row.get("done_at"),
            report: try row.get("report", as: String?.self)?.split(separator: "\n").map(String.init) ?? []
        )
    }
}

import BackOffice
import Foundation
import Storage

/// The rows of exported shipments, and of each fulfillment that they ask for.
struct ShipmentStore {
    let tx: Transaction
    let shop: String

    /// A fulfillment that was asked for: recorded before the request leaves.
    struct Request: Sendable {
        var key: String
        var shipmentNo: String
        var orderID: String
        var plan: FulfillmentPlan
        /// The order's fulfillments before the request: one that is not among them may be ours.
        var before: [String]
        var fulfillmentID: String?
        var tracking: String
    }

    func requests(of shipments: [String]) throws -> [String: [Request]] {
        let rows = try tx.rows(
            """
            SELECT request, shipment_no, order_id, plan, fulfillments_before, fulfillment_id, tracking FROM connector_fulfillments
            WHERE shop = \(shop) AND shipment_no IN \(list: shipments) ORDER BY request
            """
        )
        var found: [String: [Request]] = [:]
        for row in rows {
            let request = Request(
                key: try row.get("request"),
                shipmentNo: try row.get("shipment_no"),
                orderID: try row.get("order_id"),
                plan: try JSONDecoder().decode(FulfillmentPlan.self, from: Data(try row.get("plan", as: String.self).utf8)),
                before: try row.get("fulfillments_before", as: String.self).split(separator: ",").map(String.init),
                fulfillmentID: try row.get("fulfillment_id"),
                tracking: try row.get("tracking")
            )
            found[request.shipmentNo, default: []].append(request)
        }
        return found
    }

    func record(_ request: Request) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let plan = String(decoding: try encoder.encode(request.plan), as: UTF8.self)
        try tx.execute(
            """
            INSERT INTO connector_fulfillments (shop, request, shipment_no, order_id, plan, fulfillments_before, tracking, created_at)
            VALUES (\(shop), \(request.key), \(request.shipmentNo), \(request.orderID), \(plan), \(request.before.joined(separator: ",")),
                \(request.tracking), \(try tx.now()))
            ON CONFLICT (shop, request) DO NOTHING
            """
        )
    }

    func done(_ key: String, fulfillmentID: String, tracking: String) throws {
        try tx.execute(
            """
            UPDATE connector_fulfillments SET fulfillment_id = \(fulfillmentID), tracking = \(tracking)
            WHERE shop = \(shop) AND request = \(key)
            """
        )
    }

    /// Shopify certainly did not do it: it may be planned anew.
    func drop(_ key: String) throws {
        try tx.execute("DELETE FROM connector_fulfillments WHERE shop = \(shop) AND request = \(key) AND fulfillment_id IS NULL")
    }

    /// Which of these fulfillments are ours already.
    func ours(_ ids: [String]) throws -> Set<String> {
        Set(
            try tx.rows(
                "SELECT fulfillment_id FROM connector_fulfillments WHERE shop = \(shop) AND fulfillment_id IN \(list: ids)"
            ).map { try $0.get("fulfillment_id", as: String.self) }
        )
    }
}

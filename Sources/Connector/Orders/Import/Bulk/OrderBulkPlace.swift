import Foundation
import ShopifyAdmin
import Storage

/// How far a shop's first import by bulk operation is: what a killed run leaves for the next one.
struct OrderBulkPlace: Sendable, Decodable, Equatable {
    /// What is read from where, one after the other.
    enum Phase: String, Sendable, Decodable {
        /// Fulfillment orders and lines of shipments are put aside, by order.
        case shipping
        /// Orders are put together and saved.
        case orders
        /// Orders that a bulk operation cannot give whole are read by their ids.
        case rest
    }

    var ordersOperation: String
    var shippingOperation: String?
    /// By Shopify's clock: what changed since then is read by the next run.
    var startedAt: Date
    var phase: Phase
    /// The byte of the phase's file where the next record begins.
    var position: Int
}

/// The rows of a first import by bulk operation.
struct OrderBulkStore {
    let tx: Transaction
    let shop: String

    func place() throws -> OrderBulkPlace? {
        try tx.first(
            OrderBulkPlace.self,
            "SELECT orders_operation, shipping_operation, started_at, phase, position FROM connector_bulk WHERE shop = \(shop)"
        )
    }

    func set(_ place: OrderBulkPlace) throws {
        try tx.execute(
            """
            INSERT INTO connector_bulk (shop, orders_operation, shipping_operation, started_at, phase, position)
            VALUES (\(shop), \(place.ordersOperation), \(place.shippingOperation), \(place.startedAt), \(place.phase.rawValue),
                \(place.position))
            ON CONFLICT (shop) DO UPDATE SET orders_operation = excluded.orders_operation,
                shipping_operation = excluded.shipping_operation, started_at = excluded.started_at, phase = excluded.phase,
                position = excluded.position
            """
        )
    }

    /// Nothing is left of it.
    func forget() throws {
        try tx.execute("DELETE FROM connector_bulk WHERE shop = \(shop)")
        try tx.execute("DELETE FROM connector_bulk_parts WHERE shop = \(shop)")
        try tx.execute("DELETE FROM connector_bulk_rest WHERE shop = \(shop)")
    }

    /// Puts records of `ShippingBulk` aside; each has its place in the file, so that what is read twice is kept once.
    func keep(_ parts: [(order: String, record: BulkRecord)]) throws {
        try tx.insert(
            into: "connector_bulk_parts",
            columns: ["shop", "order_id", "position", "body"],
            rows: try parts.map { part in
                [
                    shop.databaseValue, part.order.databaseValue, part.record.end.databaseValue,
                    try Compression.pack([UInt8](part.record.text)).databaseValue,
                ]
            },
            onConflict: "ON CONFLICT (shop, order_id, position) DO NOTHING"
        )
    }

    func parts(of orders: [String]) throws -> [String: [BulkRecord]] {
        var found: [String: [BulkRecord]] = [:]
        let rows = try tx.rows(
            """
            SELECT order_id, body FROM connector_bulk_parts WHERE shop = \(shop) AND order_id IN \(list: orders)
            ORDER BY order_id, position
            """
        )
        for row in rows {
            let body = try Compression.unpack(try row.get("body"))
            if let record = BulkRecord(text: Data(body)) { found[try row.get("order_id"), default: []].append(record) }
        }
        return found
    }

    func removeParts(of orders: [String]) throws {
        guard !orders.isEmpty else { return }
        try tx.execute("DELETE FROM connector_bulk_parts WHERE shop = \(shop) AND order_id IN \(list: orders)")
    }

    /// Notes orders that are to be read by their ids.
    func addRest(_ orders: [String]) throws {
        try tx.insert(
            into: "connector_bulk_rest",
            columns: ["shop", "order_id"],
            rows: orders.map { [shop.databaseValue, $0.databaseValue] },
            onConflict: "ON CONFLICT (shop, order_id) DO NOTHING"
        )
    }

    func rest(limit: Int) throws -> [String] {
        try tx.rows("SELECT order_id FROM connector_bulk_rest WHERE shop = \(shop) ORDER BY order_id LIMIT \(limit)").map {
            try $0.get("order_id")
        }
    }

    func removeRest(_ orders: [String]) throws {
        guard !orders.isEmpty else { return }
        try tx.execute("DELETE FROM connector_bulk_rest WHERE shop = \(shop) AND order_id IN \(list: orders)")
    }
}

import BackOffice
public import Foundation
import Storage

/// The imported orders, for people: lists, one order, and what people decide about it.
public struct Orders: Sendable {
    let database: Database
    let backOffice: any BackOffice

    /// What a list is narrowed to.
    public struct Filter: Sendable {
        public var shop: String?
        public var processed: Bool?
        /// Only those with an error or an order update.
        public var errorsOnly = false
        public var oldestFirst = false
        /// The number of an order or of its document; nil: all.
        public var number: String?
        /// The `createdAt` and `id` of the last order of the page before.
        public var after: (createdAt: Date, id: String)?
        /// Nil lists all.
        public var limit: Int?

        public init(shop: String? = nil, processed: Bool? = nil, errorsOnly: Bool = false, limit: Int? = nil) {
            self.shop = shop
            self.processed = processed
            self.errorsOnly = errorsOnly
            self.limit = limit
        }
    }

    /// Newest first.
    public func list(_ filter: Filter = Filter()) async throws -> [OrderSummary] {
        try await database.read { tx in
            var conditions: [Statement] = ["1 = 1"]
            if let shop = filter.shop { conditions.append("shop = \(try ShopStore(tx: tx).existing(shop).code)") }
            if let processed = filter.processed { conditions.append("processed = \(processed)") }
            if filter.errorsOnly { conditions.append("(error IS NOT NULL OR update_flagged = 1)") }
            if let number = filter.number {
                let names = number.hasPrefix("#") ? [number] : [number, "#" + number]
                conditions.append("(name IN \(list: names) OR document_no = \(number))")
            }
            if let after = filter.after {
                conditions.append("(created_at, id) \(raw: filter.oldestFirst ? ">" : "<") (\(after.createdAt), \(after.id))")
            }
            let end: Statement = filter.limit.map { "LIMIT \($0)" } ?? ""
            let way = filter.oldestFirst ? "ASC" : "DESC"
            return try tx.all(
                OrderRow.self,
                """
                SELECT \(OrderRow.columns) FROM connector_orders WHERE \(conditions.joined(separator: " AND "))
                ORDER BY created_at \(raw: way), id \(raw: way) \(end)
                """
            ).map { try $0.summary() }
        }
    }

    /// - Parameter id: the global id, its number, or the order's name (`#1001` or `1001`).
    /// - Throws: `ConnectorError` `notFound`; `conflict` when several shops have an order of that name.
    public func show(_ id: String, shop: String? = nil) async throws -> OrderSummary {
        try await database.read { try Self.row(id, shop, $0).summary() }
    }

    /// The whole imported order.
    public func content(_ id: String, shop: String? = nil) async throws -> ShopOrder {
        try await database.read { tx in
            let row = try Self.row(id, shop, tx)
            let bytes = try tx.value([UInt8].self, "SELECT content FROM connector_orders WHERE shop = \(row.shop) AND id = \(row.id)")
            return try ShopOrder.unpacked(bytes ?? [])
        }
    }

    /// Shopify's answer that the order was imported from, byte for byte.
    public func raw(_ id: String, shop: String? = nil) async throws -> [UInt8] {
        try await database.read { tx in
            let row = try Self.row(id, shop, tx)
            let bytes = try tx.value(
                [UInt8].self,
                """
                SELECT c.body FROM connector_orders o JOIN connector_contents c ON c.shop = o.shop AND c.hash = o.raw_hash
                WHERE o.shop = \(row.shop) AND o.id = \(row.id)
                """
            )
            return try Compression.unpack(bytes ?? [])
        }
    }

    /// A person looked at the order update and settled it: the flag goes, and the present state is what later changes are compared with.
    @discardableResult
    public func resolve(_ id: String, shop: String? = nil) async throws -> OrderSummary {
        try await database.write { tx in
            let row = try Self.row(id, shop, tx)
            guard row.updateFlagged || row.error != nil else {
                throw ConnectorError(.conflict, "Order \(row.name) has no order update and no error to resolve.", record: row.name)
            }
            try tx.execute(
                """
                UPDATE connector_orders SET update_flagged = 0, differences = NULL, error = NULL, error_code = NULL, error_at = NULL,
                    processed_content = CASE WHEN processed = 1 THEN content ELSE processed_content END
                WHERE shop = \(row.shop) AND id = \(row.id)
                """
            )
            return try Self.row(row.id, row.shop, tx).summary()
        }
    }

    static func row(_ id: String, _ shop: String?, _ tx: Transaction) throws -> OrderRow {
        let code: Statement = try shop.map { "AND shop = \(try ShopStore(tx: tx).existing($0).code)" } ?? ""
        let numbers: [String] = id.allSatisfy(\.isNumber) ? ["gid://shopify/Order/\(id)"] : []
        let byID = try tx.all(
            OrderRow.self,
            """
            SELECT \(OrderRow.columns) FROM connector_orders
            WHERE shop IN (SELECT code FROM shop_shops) AND id IN \(list: [id] + numbers) \(code) LIMIT 2
            """
        )
        let names = id.hasPrefix("#") ? [id] : [id, "#" + id]
        let found =
            byID.isEmpty
            ? try tx.all(OrderRow.self, "SELECT \(OrderRow.columns) FROM connector_orders WHERE name IN \(list: names) \(code) LIMIT 2")
            : byID
        guard let first = found.first else {
            throw ConnectorError(.notFound, "There is no imported order \(id).", record: id, field: "id")
        }
        guard found.count == 1 else {
            throw ConnectorError(
                .conflict,
                "Several shops have an order \(id): name the shop, or use the order's id.",
                record: id,
                field: "shop"
            )
        }
        return first
    }
}

import BackOffice
import Foundation
import Storage

/// The rows of refunds that became, or are to become, credit memos and return orders.
struct CreditStore {
    let tx: Transaction
    let shop: String

    /// A processed order with refunds that came after its document.
    struct Pending: Sendable {
        var order: ShopOrder
        var refunds: [OrderRefund]
        var documentType: SalesDocumentType
        var documentNo: String
        var handling: CurrencyHandling
    }

    /// The next orders with refunds to credit, by id.
    func pending(after id: String, limit: Int) throws -> [Pending] {
        try tx.rows(
            """
            SELECT id, content, processed_content, document_type, document_no, currency_handling FROM connector_orders
            WHERE shop = \(shop) AND credit_pending = 1 AND id > \(id) AND document_no IS NOT NULL ORDER BY id LIMIT \(limit)
            """
        ).map { row in
            let order = try ShopOrder.unpacked(try row.get("content"))
            let before = try row.get("processed_content", as: [UInt8]?.self).map { try ShopOrder.unpacked($0) }
            let known = Set(before?.refunds.map(\.id) ?? [])
            let credited = Set(
                try tx.rows(
                    "SELECT refund_id FROM connector_credits WHERE shop = \(shop) AND order_id = \(order.id)"
                ).map { try $0.get("refund_id", as: String.self) }
            )
            let handling = try row.get("currency_handling", as: String?.self).flatMap(CurrencyHandling.init) ?? .shop
            return Pending(
                order: order,
                refunds: order.refunds.filter { !known.contains($0.id) && !credited.contains($0.id) },
                documentType: SalesDocumentType(rawValue: try row.get("document_type")) ?? .order,
                documentNo: try row.get("document_no"),
                handling: handling
            )
        }
    }

    func credited(_ refund: OrderRefund, of order: String, by document: SalesDocument) throws {
        try tx.execute(
            """
            INSERT INTO connector_credits (shop, refund_id, order_id, document_type, document_no, total, currency, created_at)
            VALUES (\(shop), \(refund.id), \(order), \(document.type.rawValue), \(document.no), \(document.total.amount),
                \(document.currency.rawValue), \(try tx.now()))
            ON CONFLICT (shop, refund_id) DO NOTHING
            """
        )
    }

    /// All refunds of the order are credited. When nothing else has changed, documents and order agree again, and the order update goes.
    func settled(_ order: ShopOrder) throws {
        let row = try tx.first("SELECT processed_content FROM connector_orders WHERE shop = \(shop) AND id = \(order.id)")
        var agrees = false
        if let bytes = try row?.get("processed_content", as: [UInt8]?.self) {
            let differences = OrderComparison(before: try ShopOrder.unpacked(bytes), after: order).differences()
            agrees = differences.allSatisfy(\.followsFromRefund)
        }
        let cleared: Statement = agrees ? ", processed_content = content, update_flagged = 0, differences = NULL" : ""
        try tx.execute("UPDATE connector_orders SET credit_pending = 0 \(cleared) WHERE shop = \(shop) AND id = \(order.id)")
    }

    /// A refund is pending when it gave money back, or goods came back for it.
    static func needsCredit(_ refund: OrderRefund) -> Bool {
        !refund.total.isZero
    }
}

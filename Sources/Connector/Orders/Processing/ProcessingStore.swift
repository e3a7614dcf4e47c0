import BackOffice
import Foundation
import Storage

/// The rows of orders, as processing reads and changes them.
struct ProcessingStore {
    let tx: Transaction
    let shop: String

    /// An order that is to be processed.
    struct Pending: Sendable {
        var order: ShopOrder
        var createdAt: Date
    }

    /// Which orders are to be processed.
    struct Selection: Sendable {
        /// These orders only.
        var ids: [String]?
        var financialStatus: [String] = []
        var fulfillmentStatus: [String] = []
        /// Orders that failed before are tried too.
        var withErrors = true
    }

    /// A page of unprocessed orders, oldest first.
    func page(_ selection: Selection, after: (createdAt: Date, id: String)?, limit: Int) throws -> [Pending] {
        var conditions: [Statement] = ["shop = \(shop)", "processed = 0"]
        if let ids = selection.ids { conditions.append("id IN \(list: ids)") }
        if !selection.financialStatus.isEmpty { conditions.append("financial_status IN \(list: selection.financialStatus)") }
        if !selection.fulfillmentStatus.isEmpty { conditions.append("fulfillment_status IN \(list: selection.fulfillmentStatus)") }
        if !selection.withErrors { conditions.append("error IS NULL") }
        if let after {
            conditions.append("(created_at > \(after.createdAt) OR (created_at = \(after.createdAt) AND id > \(after.id)))")
        }
        return try tx.rows(
            """
            SELECT created_at, content FROM connector_orders WHERE \(conditions.joined(separator: " AND "))
            ORDER BY created_at, id LIMIT \(limit)
            """
        ).map { row in
            Pending(order: try ShopOrder.unpacked(try row.get("content")), createdAt: try row.get("created_at"))
        }
    }

    func count(_ selection: Selection) throws -> Int {
        if let ids = selection.ids { return ids.count }
        let errors: Statement = selection.withErrors ? "" : "AND error IS NULL"
        return try tx.value(Int.self, "SELECT COUNT(*) FROM connector_orders WHERE shop = \(shop) AND processed = 0 \(errors)") ?? 0
    }

    /// The document is there. What it was made from is kept: later changes are told by it.
    func processed(_ order: ShopOrder, _ document: SalesDocument?, handling: CurrencyHandling) throws {
        let packed = try order.packed()
        try tx.execute(
            """
            UPDATE connector_orders SET processed = 1, processed_at = \(try tx.now()), processed_content = \(packed),
                currency_handling = \(handling.rawValue), document_type = \(document?.type.rawValue), document_no = \(document?.no),
                document_total = \(document?.total.amount), document_currency = \(document?.currency.rawValue), error = NULL,
                error_code = NULL, error_at = NULL
            WHERE shop = \(shop) AND id = \(order.id)
            """
        )
    }

    func failed(_ id: String, _ failure: Failure) throws {
        try tx.execute(
            """
            UPDATE connector_orders SET error = \(failure.reason), error_code = \(failure.code), error_at = \(try tx.now())
            WHERE shop = \(shop) AND id = \(id) AND processed = 0
            """
        )
    }

    /// The document that was found under the order's key has another total than the order has now.
    func flag(_ id: String, _ differences: [OrderDifference]) throws {
        let words = String(decoding: try JSONEncoder().encode(differences), as: UTF8.self)
        try tx.execute(
            "UPDATE connector_orders SET update_flagged = 1, differences = \(words) WHERE shop = \(shop) AND id = \(id)"
        )
    }
}

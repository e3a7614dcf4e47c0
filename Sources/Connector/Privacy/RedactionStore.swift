import Foundation
import Storage

/// Takes a person out of a shop's rows.
struct RedactionStore {
    let tx: Transaction
    let shop: String

    /// The orders of a customer that were imported.
    func orders(of customer: String) throws -> [String] {
        try tx.rows("SELECT id FROM connector_orders WHERE shop = \(shop) AND customer_id = \(customer) ORDER BY id").map {
            try $0.get("id")
        }
    }

    /// The next orders of the shop after an id.
    func orders(after id: String, limit: Int) throws -> [String] {
        try tx.rows("SELECT id FROM connector_orders WHERE shop = \(shop) AND id > \(id) ORDER BY id LIMIT \(limit)").map {
            try $0.get("id")
        }
    }

    func customers() throws -> [String] {
        try tx.rows("SELECT customer_id FROM connector_customers WHERE shop = \(shop) ORDER BY customer_id").map {
            try $0.get("customer_id")
        }
    }

    /// - Returns: How many of them were there.
    func redactOrders(_ ids: [String]) throws -> Int {
        var redacted = 0
        for id in ids {
            guard
                let row = try tx.first("SELECT content, processed_content FROM connector_orders WHERE shop = \(shop) AND id = \(id)")
            else { continue }
            let order = try ShopOrder.unpacked(try row.get("content", as: [UInt8].self)).redacted
            let base = try row.get("processed_content", as: [UInt8]?.self).map { try ShopOrder.unpacked($0).redacted.packed() }
            try tx.execute(
                """
                UPDATE connector_orders SET content = \(try order.packed()), content_hash = \(try order.fingerprint()),
                    processed_content = \(base), customer_name = \(ShopOrder.redactedName), differences = NULL, update_flagged = 0
                WHERE shop = \(shop) AND id = \(id)
                """
            )
            redacted += 1
        }
        try forgetContents(kind: "order", ids)
        return redacted
    }

    /// Our customer that a customer of the shop is linked to.
    func number(of customer: String) throws -> String? {
        try tx.first("SELECT customer_no FROM connector_customers WHERE shop = \(shop) AND customer_id = \(customer)")?.get("customer_no")
    }

    /// - Returns: Whether the customer was known.
    func redactCustomer(_ id: String) throws -> Bool {
        let changed = try tx.execute(
            """
            UPDATE connector_customers SET name = \(ShopOrder.redactedName), email = NULL, phone = NULL, content_hash = NULL, sent_hash = NULL,
                customer_no = NULL
            WHERE shop = \(shop) AND customer_id = \(id)
            """
        )
        try tx.execute("DELETE FROM connector_skipped WHERE shop = \(shop) AND record = \(id)")
        try forgetContents(kind: "customer", [id])
        return changed > 0
    }

    /// Whether our customer stands for others too, of this shop or of another.
    func isShared(_ no: String, beside customer: String) throws -> Bool {
        let others = try tx.value(
            Int.self,
            "SELECT COUNT(*) FROM connector_customers WHERE customer_no = \(no) AND NOT (shop = \(shop) AND customer_id = \(customer))"
        )
        return others ?? 0 > 0
    }

    /// Raw answers have everything in them.
    private func forgetContents(kind: String, _ records: [String]) throws {
        guard !records.isEmpty else { return }
        try tx.execute("DELETE FROM connector_contents WHERE shop = \(shop) AND kind = \(kind) AND record IN \(list: records)")
    }
}

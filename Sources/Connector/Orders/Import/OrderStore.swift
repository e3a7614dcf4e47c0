import BackOffice
import Foundation
import Storage

/// The rows of a shop's imported orders.
struct OrderStore {
    let tx: Transaction
    let shop: String

    /// What decides whether an order must be read again.
    struct Known: Sendable, Decodable {
        var id: String
        var updatedAt: Date
        var readAt: Date
        var digest: String
        var ownWrite: Bool
        var contentHash: String
        var processed: Bool
        var documentNo: String?
    }

    /// How an order that was read compares with its row.
    enum Outcome: Sendable, Equatable { case created, updated, unchanged }

    func known(_ ids: [String]) throws -> [String: Known] {
        let rows = try tx.all(
            Known.self,
            """
            SELECT id, updated_at, read_at, digest, own_write, content_hash, processed, document_no FROM connector_orders
            WHERE shop = \(shop) AND id IN \(list: ids)
            """
        )
        return Dictionary(rows.map { ($0.id, $0) }) { first, _ in first }
    }

    /// Takes over what was read. A processed order that differs from the state its document was made from is flagged.
    func save(_ order: ShopOrder, digest: String, raw: [UInt8], readAt: Date) throws -> Outcome {
        let hash = try order.fingerprint()
        let known = try known([order.id])[order.id]
        if let known, known.contentHash == hash {
            try tx.execute(
                """
                UPDATE connector_orders SET updated_at = \(order.updatedAt), read_at = \(readAt), digest = \(digest), own_write = 0
                WHERE shop = \(shop) AND id = \(order.id)
                """
            )
            return .unchanged
        }
        let rawHash = ContentHash.of(raw)
        try keep(raw, hash: rawHash, kind: "order", record: order.id, at: readAt)
        try keep(order.transactions, of: order.id)
        guard known != nil else {
            try insert(order, hash: hash, digest: digest, rawHash: rawHash, readAt: readAt)
            return .created
        }
        try update(order, hash: hash, digest: digest, rawHash: rawHash, readAt: readAt)
        return .updated
    }

    /// Nothing but our own write happened to it. It stays marked: the look may have come within the second of the write.
    func settle(_ ids: [String], readAt: Date) throws {
        guard !ids.isEmpty else { return }
        try tx.execute(
            "UPDATE connector_orders SET read_at = \(readAt) WHERE shop = \(shop) AND id IN \(list: ids)"
        )
    }

    /// Our own write gave the order a new update time.
    func wrote(_ id: String, updatedAt: Date, digest: String, at: Date, closedAt: Date? = nil) throws {
        let closed: Statement = closedAt.map { ", closed_at = \($0)" } ?? ""
        try tx.execute(
            """
            UPDATE connector_orders SET updated_at = \(updatedAt), digest = \(digest), read_at = \(at), own_write = 1 \(closed)
            WHERE shop = \(shop) AND id = \(id)
            """
        )
    }

    /// The raw answer, once for each content.
    func keep(_ raw: [UInt8], hash: String, kind: String, record: String, at: Date) throws {
        try tx.execute(
            """
            INSERT INTO connector_contents (shop, hash, kind, record, body, stored_at)
            VALUES (\(shop), \(hash), \(kind), \(record), \(try Compression.pack(raw)), \(at)) ON CONFLICT (shop, hash) DO NOTHING
            """
        )
    }

    /// Which order they belong to, for payouts.
    private func keep(_ transactions: [OrderTransaction], of order: String) throws {
        guard !transactions.isEmpty else { return }
        try tx.insert(
            into: "connector_order_transactions",
            columns: ["shop", "id", "order_id"],
            rows: transactions.map { [shop.databaseValue, $0.id.databaseValue, order.databaseValue] },
            onConflict: "ON CONFLICT (shop, id) DO NOTHING"
        )
    }

    private func insert(_ order: ShopOrder, hash: String, digest: String, rawHash: String, readAt: Date) throws {
        try tx.execute(
            """
            INSERT INTO connector_orders (shop, id, name, number, created_at, updated_at, read_at, imported_at, financial_status,
                fulfillment_status, return_status, currency, total, presentment_currency, presentment_total, customer_id, customer_name,
                cancelled_at, closed_at, content, content_hash, digest, own_write, raw_hash, processed, update_flagged)
            VALUES (\(shop), \(order.id), \(order.name), \(order.number), \(order.createdAt), \(order.updatedAt), \(readAt), \(readAt),
                \(order.financialStatus), \(order.fulfillmentStatus), \(order.returnStatus), \(order.currency),
                \(order.totals.current.shop), \(order.presentmentCurrency), \(order.totals.current.presentment), \(order.customer?.id),
                \(order.buyerName), \(order.cancelledAt), \(order.closedAt), \(try order.packed()), \(hash), \(digest), 0, \(rawHash), 0, 0)
            """
        )
    }

    private func update(_ order: ShopOrder, hash: String, digest: String, rawHash: String, readAt: Date) throws {
        let packed = try order.packed()
        let base = try tx.first(
            "SELECT processed, processed_content FROM connector_orders WHERE shop = \(shop) AND id = \(order.id)"
        )
        var differences: [OrderDifference] = []
        var hasNewRefund = false
        if let base, try base.get("processed", as: Bool.self), let bytes = try base.get("processed_content", as: [UInt8]?.self) {
            let before = try ShopOrder.unpacked(bytes)
            differences = OrderComparison(before: before, after: order).differences()
            let known = Set(before.refunds.map(\.id))
            hasNewRefund = order.refunds.contains { !known.contains($0.id) && CreditStore.needsCredit($0) }
        }
        let words = differences.isEmpty ? nil : String(decoding: try JSONEncoder().encode(differences), as: UTF8.self)
        try tx.execute(
            """
            UPDATE connector_orders SET name = \(order.name), updated_at = \(order.updatedAt), read_at = \(readAt),
                imported_at = \(readAt), financial_status = \(order.financialStatus), fulfillment_status = \(order.fulfillmentStatus),
                return_status = \(order.returnStatus), total = \(order.totals.current.shop),
                presentment_total = \(order.totals.current.presentment), customer_id = \(order.customer?.id),
                customer_name = \(order.buyerName), cancelled_at = \(order.cancelledAt), closed_at = \(order.closedAt), content = \(packed),
                content_hash = \(hash), digest = \(digest), own_write = 0, raw_hash = \(rawHash), differences = \(words),
                update_flagged = \(words != nil), credit_pending = \(hasNewRefund)
            WHERE shop = \(shop) AND id = \(order.id)
            """
        )
    }
}

extension ShopOrder {
    /// Who bought, for lists.
    var buyerName: String? {
        [customer?.displayName, company?.name, billingAddress?.name, shippingAddress?.name, email, phone].compactMap { $0 }.first {
            !$0.isEmpty
        }
    }
}

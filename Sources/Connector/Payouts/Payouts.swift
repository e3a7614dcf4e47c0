public import BackOffice
public import Foundation
import Storage

/// A receipt that a person may post: the payment of an open invoice, or the repayment of a credit memo.
public struct SuggestedPayment: Sendable, Hashable {
    public var orderName: String
    public var draft: ReceiptDraft
    /// Under which the receipt is posted, once.
    public var key: String
}

/// Payouts, for people: lists, reconciliation, suggested payments.
public struct Payouts: Sendable {
    let database: Database
    let backOffice: any BackOffice
    /// So many are summed up at once.
    private static let page = 250

    /// What a list is narrowed to.
    public struct Filter: Sendable {
        public var shop: String?
        public var oldestFirst = false
        /// Time and id of the last payout of the page before.
        public var after: (issuedAt: Date, id: String)?
        /// Nil lists all.
        public var limit: Int?

        public init(shop: String? = nil, after: (issuedAt: Date, id: String)? = nil, limit: Int? = nil) {
            self.shop = shop
            self.after = after
            self.limit = limit
        }
    }

    /// Newest first.
    public func list(shop: String? = nil, limit: Int? = nil) async throws -> [PayoutSummary] {
        try await list(Filter(shop: shop, limit: limit))
    }

    /// Newest first.
    public func list(_ filter: Filter) async throws -> [PayoutSummary] {
        try await database.read { tx in
            var conditions: [Statement] = ["1 = 1"]
            if let shop = filter.shop { conditions.append("shop = \(try ShopStore(tx: tx).existing(shop).code)") }
            if let after = filter.after {
                conditions.append("(issued_at, id) \(raw: filter.oldestFirst ? ">" : "<") (\(after.issuedAt), \(after.id))")
            }
            let end: Statement = filter.limit.map { "LIMIT \($0)" } ?? ""
            let way = filter.oldestFirst ? "ASC" : "DESC"
            let rows = try tx.all(
                PayoutStore.PayoutRow.self,
                """
                SELECT \(PayoutStore.payoutColumns) FROM connector_payouts WHERE \(conditions.joined(separator: " AND "))
                ORDER BY issued_at \(raw: way), id \(raw: way) \(end)
                """
            )
            return try PayoutStore.summaries(rows, in: tx)
        }
    }

    /// Those of the payouts that are final and do not come to their transactions.
    func unreconciled(_ ids: Set<String>, shop: String) async throws -> [PayoutSummary] {
        let sorted = ids.sorted()
        var off: [PayoutSummary] = []
        for start in stride(from: 0, to: sorted.count, by: Self.page) {
            let slice = Array(sorted[start..<min(start + Self.page, sorted.count)])
            off += try await database.read { tx in
                let rows = try tx.all(
                    PayoutStore.PayoutRow.self,
                    "SELECT \(PayoutStore.payoutColumns) FROM connector_payouts WHERE shop = \(shop) AND id IN \(list: slice)"
                )
                return try PayoutStore.summaries(rows, in: tx).filter { !$0.isOpen && !$0.isReconciled }
            }
        }
        return off
    }

    /// - Parameter id: the global id, or its number.
    /// - Throws: `ConnectorError` `notFound`.
    public func show(_ id: String) async throws -> (payout: PayoutSummary, entries: [BalanceEntry]) {
        let whole = id.allSatisfy(\.isNumber) ? "gid://shopify/ShopifyPaymentsPayout/\(id)" : id
        return try await database.read { tx in
            let row = try tx.first(
                PayoutStore.PayoutRow.self,
                """
                SELECT \(PayoutStore.payoutColumns) FROM connector_payouts WHERE shop IN (SELECT code FROM shop_shops) AND id = \(whole)
                """
            )
            guard let row, let summary = try PayoutStore.summaries([row], in: tx).first else {
                throw ConnectorError(.notFound, "There is no payout \(id).", record: id)
            }
            return (summary, try PayoutStore(tx: tx, shop: row.shop).entries(of: row.id))
        }
    }

    /// Receipts for the open invoices and credit memos of a shop's orders, out of the orders' successful transactions, oldest first. What
    /// no document is open for is left out. Nothing is posted.
    ///
    /// - Parameter wanted: Shopify's ids of the only orders that are looked at; nil: all of the shop.
    public func suggestPayments(shop: String, orders wanted: Set<String>? = nil) async throws -> [SuggestedPayment] {
        guard let posting = backOffice as? any ReceiptPosting else {
            throw ConnectorError(.conflict, "\(backOffice.name) takes no receipts.", field: "backOffice")
        }
        let card = try await database.read { try ShopStore(tx: $0).existing(shop) }
        let orders = try await database.read { tx in
            let some: Statement = wanted.map { "AND id IN \(list: $0.sorted())" } ?? ""
            return try tx.rows(
                "SELECT content FROM connector_orders WHERE shop = \(card.code) AND document_no IS NOT NULL \(some) ORDER BY id"
            ).map { try ShopOrder.unpacked(try $0.get("content")) }
        }
        let open = try await posting.openDocuments(externalIDs: Set(orders.map(\.id)))
        let byOrder = Dictionary(grouping: open, by: \.externalID)
        let methods = try await database.read { tx in
            let mapped = try MappingStore(tx: tx, shop: card.code).methods(.payment)
            return Dictionary(mapped.filter { !$0.to.isEmpty }.map { ($0.theirs, $0.to) }) { first, _ in first }
        }
        return orders.flatMap { order in
            suggestions(order, byOrder[order.id] ?? [], methods, card)
        }
    }

    /// Posts a suggested receipt; the same suggestion twice is one receipt.
    public func post(_ payment: SuggestedPayment) async throws -> Receipt {
        guard let posting = backOffice as? any ReceiptPosting else {
            throw ConnectorError(.conflict, "\(backOffice.name) takes no receipts.", field: "backOffice")
        }
        return try await posting.postReceipt(payment.draft, key: payment.key)
    }

    private func suggestions(
        _ order: ShopOrder,
        _ open: [OpenDocument],
        _ methods: [String: String],
        _ shop: Shop
    ) -> [SuggestedPayment] {
        var left = open
        var found: [SuggestedPayment] = []
        let composer = SalesDocumentComposer(settings: shop.settings, zone: shop.zone)
        for transaction in order.transactions where transaction.status == "SUCCESS" {
            let isRefund = transaction.kind == "REFUND"
            guard isRefund || transaction.kind == "SALE" || transaction.kind == "CAPTURE" else { continue }
            let type: SalesDocumentType = isRefund ? .creditMemo : .invoice
            for index in left.indices where left[index].type == type && left[index].remaining.amount > 0 {
                let currency = left[index].remaining.currency
                let paid = currency.rawValue == order.currency ? transaction.amount.shop : transaction.amount.presentment
                guard currency.rawValue == order.currency || currency.rawValue == order.presentmentCurrency, paid > 0 else { continue }
                let amount = min(paid, left[index].remaining.amount)
                left[index].remaining = Money(left[index].remaining.amount - amount, currency)
                let method = transaction.mappingKey.flatMap { methods[$0] } ?? transaction.gateway.flatMap { methods[$0] } ?? ""
                found.append(
                    SuggestedPayment(
                        orderName: order.name,
                        draft: ReceiptDraft(
                            documentType: type,
                            documentNo: left[index].no,
                            amount: Money(amount, currency),
                            paymentMethod: method,
                            date: composer.day(transaction.processedAt ?? order.processedAt),
                            externalID: transaction.id
                        ),
                        key: "\(shop.code)/\(transaction.id)/\(left[index].no)"
                    )
                )
                break
            }
        }
        return found
    }
}

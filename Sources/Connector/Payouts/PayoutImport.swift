import BackOffice
import Foundation
import JobQueue
import ShopifyAdmin
import Storage

/// Imports payouts and what they are made of. Open payouts are read again until they are final, and so are the transactions that have no
/// final payout yet.
struct PayoutImport {
    /// Payouts may be issued for days back; final ones that are read again are recognised by their content.
    static let overlap: TimeInterval = 3 * 86_400

    let session: ShopSession
    let database: Database
    let sink: any RunSink

    private var shop: Shop { session.shop }

    /// - Returns: the payouts that are new or have changed, and those that got transactions.
    @discardableResult
    func run() async throws -> Set<String> {
        var touched: Set<String> = []
        let (open, latest) = try await database.read { [shop] tx in
            let store = PayoutStore(tx: tx, shop: shop.code)
            return (try store.open(), try store.latest())
        }
        sink.page(of: "open payouts", open.count)
        if !open.isEmpty { try await refresh(open, &touched) }
        let since = latest.map { "issued_at:>='\(Instants.text($0.addingTimeInterval(-Self.overlap).wholeSecond))'" }
        sink.reading("payouts", since: latest?.addingTimeInterval(-Self.overlap))
        for try await page in session.client.pages(Admin.Payouts(query: since)) {
            try sink.checkCancellation()
            sink.page(of: "payouts", page.records.count)
            try await save(page.records.map { ($0.node, [UInt8]($0.raw.bytes)) }, &touched)
        }
        try await transactions(&touched)
        return touched
    }

    private func refresh(_ ids: [String], _ touched: inout Set<String>) async throws {
        try await session.client.hydrate(Admin.PayoutsByIDs(ids: ids)) { batch in
            try await save(batch.compactMap { node in node.node.map { ($0, [UInt8](node.raw.bytes)) } }, &touched)
        }
    }

    private func save(_ payouts: [(Admin.Payout, [UInt8])], _ touched: inout Set<String>) async throws {
        guard !payouts.isEmpty else { return }
        sink.count(.read, by: payouts.count)
        let outcomes = try await sink.write { [shop] tx in
            let store = PayoutStore(tx: tx, shop: shop.code)
            let now = try tx.now()
            return try payouts.map { payout, raw in
                // Of what it says, not of its bytes: read by id it has another shape than on a page.
                let hash = ContentHash.of("\(payout)".utf8)
                try OrderStore(tx: tx, shop: shop.code).keep(raw, hash: hash, kind: "payout", record: payout.id, at: now)
                let row = PayoutStore.PayoutRow(
                    id: payout.id,
                    shop: shop.code,
                    issuedAt: payout.issuedAt,
                    status: payout.status.rawValue,
                    net: payout.net.amount,
                    currency: payout.net.currencyCode
                )
                return try store.save(row, hash: hash)
            }
        }
        touched.formUnion(zip(payouts, outcomes).filter { $0.1 != .unchanged }.map { $0.0.0.id })
        sink.count(.created, by: outcomes.count { $0 == .created })
        sink.count(.updated, by: outcomes.count { $0 == .updated })
        sink.count(.unchanged, by: outcomes.count { $0 == .unchanged })
    }

    private func transactions(_ touched: inout Set<String>) async throws {
        let start = try await database.read { [shop] tx in try PayoutStore(tx: tx, shop: shop.code).balanceStart() }
        sink.reading("balance transactions", since: start)
        let query = start.map { "processed_at:>='\(Instants.text($0.wholeSecond))'" }
        for try await page in session.client.pages(Admin.BalanceTransactions(query: query)) {
            try sink.checkCancellation()
            sink.page(of: "balance transactions", page.nodes.count)
            let entries = try await withOrders(try page.nodes.map(BalanceEntry.init))
            try await sink.write { [shop] tx in try PayoutStore(tx: tx, shop: shop.code).save(entries) }
            touched.formUnion(entries.compactMap(\.payoutID))
        }
    }

    /// Their orders are known by the payments that order import saw; for what it never saw Shopify is asked, all payments of a page at once.
    private func withOrders(_ entries: [BalanceEntry]) async throws -> [BalanceEntry] {
        let payments = Set(entries.compactMap(\.orderTransactionID))
        guard !payments.isEmpty else { return entries }
        var orders = try await database.read { [shop] tx in try PayoutStore(tx: tx, shop: shop.code).orders(of: entries) }
        let unknown = payments.subtracting(orders.keys).sorted()
        if !unknown.isEmpty {
            try await session.client.hydrate(Admin.OrderTransactionsByIDs(ids: unknown)) { batch in
                for found in batch { if let order = found.node?.order { orders[found.id] = (order.id, order.name) } }
            }
        }
        return entries.map { entry in
            guard let order = entry.orderTransactionID.flatMap({ orders[$0] }) else { return entry }
            var entry = entry
            (entry.orderID, entry.orderName) = order
            return entry
        }
    }
}

extension BalanceEntry {
    init(_ transaction: Admin.BalanceTransaction) throws {
        let money = { (money: Admin.Money) in Money(money.amount, try CurrencyCode(money.currencyCode)) }
        // The source is a bare number of the order transaction.
        let source = transaction.sourceOrderTransactionId.map { id in
            id.hasPrefix("gid://") ? id : "gid://shopify/OrderTransaction/\(id)"
        }
        self.init(
            id: transaction.id,
            payoutID: transaction.associatedPayout.id,
            type: transaction.type.rawValue,
            at: transaction.transactionDate,
            amount: try money(transaction.amount),
            fee: try money(transaction.fee),
            net: try money(transaction.net),
            orderTransactionID: source,
            test: transaction.test
        )
    }
}

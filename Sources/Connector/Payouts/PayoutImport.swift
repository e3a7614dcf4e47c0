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

    func run() async throws {
        let (open, latest) = try await database.read { [shop] tx in
            let store = PayoutStore(tx: tx, shop: shop.code)
            return (try store.open(), try store.latest())
        }
        if !open.isEmpty { try await refresh(open) }
        let since = latest.map { "issued_at:>='\(Instants.text($0.addingTimeInterval(-Self.overlap).wholeSecond))'" }
        for try await page in session.client.pages(Admin.Payouts(query: since)) {
            try sink.checkCancellation()
            try await save(page.records.map { ($0.node, [UInt8]($0.raw.bytes)) })
        }
        try await transactions()
    }

    private func refresh(_ ids: [String]) async throws {
        try await session.client.hydrate(Admin.PayoutsByIDs(ids: ids)) { batch in
            try await save(batch.compactMap { node in node.node.map { ($0, [UInt8](node.raw.bytes)) } })
        }
    }

    private func save(_ payouts: [(Admin.Payout, [UInt8])]) async throws {
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
        sink.count(.created, by: outcomes.count { $0 == .created })
        sink.count(.updated, by: outcomes.count { $0 == .updated })
        sink.count(.unchanged, by: outcomes.count { $0 == .unchanged })
    }

    private func transactions() async throws {
        let start = try await database.read { [shop] tx in try PayoutStore(tx: tx, shop: shop.code).balanceStart() }
        let query = start.map { "processed_at:>='\(Instants.text($0.wholeSecond))'" }
        for try await page in session.client.pages(Admin.BalanceTransactions(query: query)) {
            try sink.checkCancellation()
            let entries = try page.nodes.map(BalanceEntry.init)
            try await sink.write { [shop] tx in try PayoutStore(tx: tx, shop: shop.code).save(entries) }
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
            orderID: transaction.associatedOrder?.id,
            orderName: transaction.associatedOrder?.name,
            orderTransactionID: source,
            test: transaction.test
        )
    }
}

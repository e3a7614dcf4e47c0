import BackOffice
import Foundation
import Storage

/// The rows of payouts and balance transactions. Amounts are exact texts; sums are made in the program, which is exact too.
struct PayoutStore {
    let tx: Transaction
    let shop: String

    struct PayoutRow: Decodable {
        var id: String
        var shop: String
        var issuedAt: Date
        var status: String
        var net: Decimal
        var currency: String
    }

    static let payoutColumns: Statement = "id, shop, issued_at, status, net, currency"

    /// Answers whether the payout is new, changed or as it was.
    func save(_ payout: PayoutRow, hash: String) throws -> OrderStore.Outcome {
        let known = try tx.value(String.self, "SELECT content_hash FROM connector_payouts WHERE shop = \(shop) AND id = \(payout.id)")
        if known == hash { return .unchanged }
        try tx.execute(
            """
            INSERT INTO connector_payouts (shop, id, issued_at, status, net, currency, content_hash)
            VALUES (\(shop), \(payout.id), \(payout.issuedAt), \(payout.status), \(payout.net), \(payout.currency), \(hash))
            ON CONFLICT (shop, id) DO UPDATE SET issued_at = excluded.issued_at, status = excluded.status, net = excluded.net,
                currency = excluded.currency, content_hash = excluded.content_hash
            """
        )
        return known == nil ? .created : .updated
    }

    /// The payouts that Shopify may still change.
    func open() throws -> [String] {
        try tx.rows(
            "SELECT id FROM connector_payouts WHERE shop = \(shop) AND status NOT IN ('PAID', 'FAILED', 'CANCELED') ORDER BY issued_at, id"
        ).map { try $0.get("id") }
    }

    func latest() throws -> Date? {
        try tx.value(Date.self, "SELECT MAX(issued_at) FROM connector_payouts WHERE shop = \(shop)")
    }

    func save(_ entries: [BalanceEntry]) throws {
        try tx.insert(
            into: "connector_balance",
            columns: [
                "shop", "id", "payout_id", "type", "at", "amount", "fee", "net", "currency", "order_id", "order_name",
                "order_transaction_id", "test",
            ],
            rows: entries.map { entry in
                [
                    shop.databaseValue, entry.id.databaseValue, entry.payoutID.databaseValue, entry.type.databaseValue,
                    entry.at.databaseValue,
                    entry.amount.amount.databaseValue, entry.fee.amount.databaseValue, entry.net.amount.databaseValue,
                    entry.amount.currency.rawValue.databaseValue, entry.orderID.databaseValue, entry.orderName.databaseValue,
                    entry.orderTransactionID.databaseValue, entry.test.databaseValue,
                ]
            },
            onConflict: """
                ON CONFLICT (shop, id) DO UPDATE SET payout_id = excluded.payout_id, type = excluded.type, at = excluded.at,
                amount = excluded.amount, fee = excluded.fee, net = excluded.net, order_id = COALESCE(excluded.order_id, connector_balance.order_id),
                order_name = COALESCE(excluded.order_name, connector_balance.order_name), order_transaction_id = excluded.order_transaction_id
                """
        )
    }

    /// The orders that are known of their payments, by payment: imported ones, and those that Shopify named before.
    func orders(of entries: [BalanceEntry]) throws -> [String: (id: String, name: String)] {
        let rows = try tx.rows(
            """
            SELECT t.id AS payment, o.id AS order_id, o.name AS order_name FROM connector_order_transactions t
            JOIN connector_orders o ON o.shop = t.shop AND o.id = t.order_id
            WHERE t.shop = \(shop) AND t.id IN \(list: Array(Set(entries.compactMap(\.orderTransactionID))))
            UNION ALL
            SELECT order_transaction_id AS payment, order_id, order_name FROM connector_balance
            WHERE shop = \(shop) AND id IN \(list: entries.map(\.id)) AND order_transaction_id IS NOT NULL AND order_id IS NOT NULL
                AND order_name IS NOT NULL
            """
        )
        return Dictionary(
            try rows.map { (try $0.get("payment", as: String.self), (id: try $0.get("order_id"), name: try $0.get("order_name"))) }
        ) { first, _ in first }
    }

    /// From when on transactions may still change: the first that has no payout, or an open one; else the last one read.
    func balanceStart() throws -> Date? {
        let open = try tx.value(
            Date.self,
            """
            SELECT MIN(b.at) FROM connector_balance b LEFT JOIN connector_payouts p ON p.shop = b.shop AND p.id = b.payout_id
            WHERE b.shop = \(shop) AND (b.payout_id IS NULL OR p.id IS NULL OR p.status NOT IN ('PAID', 'FAILED', 'CANCELED'))
            """
        )
        return try open ?? tx.value(Date.self, "SELECT MAX(at) FROM connector_balance WHERE shop = \(shop)")
    }

    func entries(of payout: String) throws -> [BalanceEntry] {
        try tx.rows(
            """
            SELECT id, payout_id, type, at, amount, fee, net, currency, order_id, order_name, order_transaction_id, test
            FROM connector_balance WHERE shop = \(shop) AND payout_id = \(payout) ORDER BY at, id
            """
        ).map { row in
            let currency = try CurrencyCode(row.get("currency", as: String.self))
            return BalanceEntry(
                id: try row.get("id"),
                payoutID: try row.get("payout_id"),
                type: try row.get("type"),
                at: try row.get("at"),
                amount: Money(try row.get("amount"), currency),
                fee: Money(try row.get("fee"), currency),
                net: Money(try row.get("net"), currency),
                orderID: try row.get("order_id"),
                orderName: try row.get("order_name"),
                orderTransactionID: try row.get("order_transaction_id"),
                test: try row.get("test")
            )
        }
    }

    /// The payouts with what their balance transactions come to. Transfers to the bank are the payout itself, not a part of it.
    static func summaries(_ rows: [PayoutRow], in tx: Transaction) throws -> [PayoutSummary] {
        guard !rows.isEmpty else { return [] }
        // Sums in ten-thousandths, as whole numbers: exact in both engines for every currency there is.
        func sum(_ column: String) -> Statement {
            """
            CAST(SUM(CAST(ROUND(CAST(\(raw: column) AS \(sqlite: "REAL", postgreSQL: "NUMERIC")) * 10000) AS BIGINT)) AS BIGINT) AS \(raw: column)
            """
        }
        let sums = try tx.rows(
            """
            SELECT shop, payout_id, COUNT(*) AS parts, \(sum("amount")), \(sum("fee")), \(sum("net")) FROM connector_balance
            WHERE shop IN \(list: Array(Set(rows.map(\.shop)))) AND payout_id IN \(list: rows.map(\.id))
                AND type NOT IN ('TRANSFER', 'TRANSFER_CANCEL', 'TRANSFER_FAILURE', 'TRANSFER_REFUND')
            GROUP BY shop, payout_id
            """
        )
        var found: [String: Row] = [:]
        for row in sums { found["\(try row.get("shop", as: String.self)) \(try row.get("payout_id", as: String.self))"] = row }
        return try rows.map { row in
            let sums = found["\(row.shop) \(row.id)"]
            let currency = try CurrencyCode(row.currency)
            func money(_ column: String) throws -> Money {
                Money(Decimal(try sums?.get(column, as: Int64.self) ?? 0) / 10_000, currency)
            }
            let net = Money(row.net, currency)
            return PayoutSummary(
                id: row.id,
                shop: row.shop,
                issuedAt: row.issuedAt,
                status: row.status,
                net: net,
                gross: try money("amount"),
                fees: try money("fee"),
                transactions: try sums?.get("parts") ?? 0,
                difference: net - (try money("net"))
            )
        }
    }
}

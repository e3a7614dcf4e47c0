public import BackOffice
public import Foundation

/// A payout of Shopify Payments, and whether its balance transactions come to it.
public struct PayoutSummary: Sendable, Hashable {
    /// Shopify's global id.
    public var id: String
    public var shop: String
    public var issuedAt: Date
    /// `SCHEDULED`, `IN_TRANSIT`, `PAID`, `FAILED` or `CANCELED`.
    public var status: String
    /// What was, or will be, transferred.
    public var net: Money
    /// What its transactions come to before fees.
    public var gross: Money
    public var fees: Money
    public var transactions: Int
    /// `net` less what the transactions come to: 0.00 when it reconciles.
    public var difference: Money

    public var isReconciled: Bool { difference.amount == 0 }
    /// Whether Shopify may still change it.
    public var isOpen: Bool { !["PAID", "FAILED", "CANCELED"].contains(status) }
}

extension PayoutSummary: Encodable {
    private enum Key: String, CodingKey { case id, shop, issuedAt, status, net, gross, fees, transactions, difference, reconciled }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(id, forKey: .id)
        try container.encode(shop, forKey: .shop)
        try container.encode(Instants.text(issuedAt), forKey: .issuedAt)
        try container.encode(status, forKey: .status)
        try container.encode(net, forKey: .net)
        try container.encode(gross, forKey: .gross)
        try container.encode(fees, forKey: .fees)
        try container.encode(transactions, forKey: .transactions)
        try container.encode(difference, forKey: .difference)
        try container.encode(isReconciled, forKey: .reconciled)
    }
}

/// A movement on the Shopify Payments account.
public struct BalanceEntry: Sendable, Hashable, Codable {
    public var id: String
    /// Nil until Shopify has put it into a payout.
    public var payoutID: String?
    /// `CHARGE`, `REFUND`, `ADJUSTMENT`, `TRANSFER` …
    public var type: String
    public var at: Date
    public var amount: Money
    public var fee: Money
    public var net: Money
    public var orderID: String?
    public var orderName: String?
    /// The order's transaction that it comes from, where it comes from one.
    public var orderTransactionID: String?
    public var test: Bool

    /// The transfer to the bank is the payout itself, not a part of it.
    public var isTransfer: Bool { ["TRANSFER", "TRANSFER_CANCEL", "TRANSFER_FAILURE", "TRANSFER_REFUND"].contains(type) }
}

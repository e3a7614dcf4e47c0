public import Foundation

/// A payment, authorization or refund of money.
public struct OrderTransaction: Sendable, Hashable, Codable {
    public var id: String
    /// `SALE`, `CAPTURE`, `AUTHORIZATION`, `REFUND`, `VOID` …
    public var kind: String
    /// `SUCCESS`, `PENDING`, `FAILURE` …
    public var status: String
    public var gateway: String?
    public var cardCompany: String?
    public var amount: Amounts
    public var rounding: Amounts?
    public var processedAt: Date?
    public var parentID: String?
    public var paymentID: String?

    public init(
        id: String,
        kind: String,
        status: String,
        gateway: String?,
        cardCompany: String? = nil,
        amount: Amounts,
        rounding: Amounts? = nil,
        processedAt: Date? = nil,
        parentID: String? = nil,
        paymentID: String? = nil
    ) {
        self.id = id
        self.kind = kind
        self.status = status
        self.gateway = gateway
        self.cardCompany = cardCompany
        self.amount = amount
        self.rounding = rounding
        self.processedAt = processedAt
        self.parentID = parentID
        self.paymentID = paymentID
    }
}

public import Foundation

/// One tax on a line, as the shop charged it. The amount is kept as given, never computed anew.
public struct TaxLine: Sendable, Hashable, Codable {
    public var title: String
    /// A fraction: 0.19 for nineteen percent; nil when the shop does not say.
    public var rate: Decimal?
    /// In the document's currency.
    public var amount: Decimal

    public init(title: String, rate: Decimal?, amount: Decimal) {
        self.title = title
        self.rate = rate
        self.amount = amount
    }
}

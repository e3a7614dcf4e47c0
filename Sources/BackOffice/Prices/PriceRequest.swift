public import Foundation

/// For whom prices are asked.
public struct PriceRequest: Sendable, Hashable, Codable {
    /// Empty: the prices for everybody.
    public var priceGroup: String
    /// Whose discounts count beside those for everybody; empty: only those.
    public var discountGroup: String
    public var currency: CurrencyCode
    /// `yyyy-MM-dd`.
    public var date: String
    public var quantity: Decimal

    public init(priceGroup: String = "", discountGroup: String = "", currency: CurrencyCode, date: String, quantity: Decimal = 1) {
        self.priceGroup = priceGroup
        self.discountGroup = discountGroup
        self.currency = currency
        self.date = date
        self.quantity = quantity
    }
}

/// What an item or variant costs.
public struct ItemPrice: Sendable, Hashable, Codable {
    /// To be paid, discount taken off, rounded to the smallest coin.
    public var price: Money
    /// The price without price group and discount, when it is higher.
    public var compareAt: Money?
    /// What it costs the seller, when that is known in this currency.
    public var unitCost: Money?

    public init(price: Money, compareAt: Money? = nil, unitCost: Money? = nil) {
        self.price = price
        self.compareAt = compareAt
        self.unitCost = unitCost
    }
}

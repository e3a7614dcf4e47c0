public import Foundation

/// Quantities of an item or variant at one location, in base units.
public struct InventoryLine: Sendable, Hashable, Codable {
    public var itemNo: String
    public var variantCode: String
    public var locationCode: String
    /// On hand.
    public var quantity: Decimal
    public var reserved: Decimal
    /// Ordered and not shipped.
    public var outstanding: Decimal
    /// Coming back from customers.
    public var expected: Decimal

    init(_ place: StockPlace, _ sums: StockSums) {
        itemNo = place.item
        variantCode = place.variant
        locationCode = place.location
        quantity = ScaledQuantity(scaled: sums.quantity).decimal
        reserved = ScaledQuantity(scaled: sums.reserved).decimal
        outstanding = ScaledQuantity(scaled: sums.outstanding).decimal
        expected = ScaledQuantity(scaled: sums.expected).decimal
    }
}

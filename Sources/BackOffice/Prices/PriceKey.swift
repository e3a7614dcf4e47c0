/// An item or variant in a unit.
public struct PriceKey: Sendable, Hashable, Codable {
    public var itemNo: String
    /// Empty: the item itself.
    public var variantCode: String
    /// Empty: the base unit.
    public var unit: String

    public init(itemNo: String, variantCode: String = "", unit: String = "") {
        self.itemNo = itemNo
        self.variantCode = variantCode
        self.unit = unit
    }
}

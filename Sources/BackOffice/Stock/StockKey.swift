/// An item or one of its variants.
public struct StockKey: Sendable, Hashable, Codable {
    public var itemNo: String
    /// Empty: the item itself, without its variants.
    public var variantCode: String

    public init(itemNo: String, variantCode: String = "") {
        self.itemNo = itemNo
        self.variantCode = variantCode
    }
}

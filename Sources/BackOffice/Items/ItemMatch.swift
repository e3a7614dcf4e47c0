/// An item or variant that a key found.
public struct ItemMatch: Sendable, Hashable, Codable {
    public var itemNo: String
    /// Empty: the item itself.
    public var variantCode: String
    /// The unit that the reference names, otherwise the item's base unit.
    public var unit: String
    public var description: String
    /// Blocked, or not for sale.
    public var blocked: Bool
    public var type: ItemType

    public init(
        itemNo: String,
        variantCode: String = "",
        unit: String,
        description: String = "",
        blocked: Bool = false,
        type: ItemType = .inventory
    ) {
        self.itemNo = itemNo
        self.variantCode = variantCode
        self.unit = unit
        self.description = description
        self.blocked = blocked
        self.type = type
    }
}

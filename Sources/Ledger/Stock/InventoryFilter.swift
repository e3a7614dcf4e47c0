/// Which quantities a list shows.
public struct InventoryFilter: Sendable, Hashable {
    /// Empty: of all items.
    public var itemNo: String
    /// Empty: at all locations.
    public var location: String

    public init(itemNo: String = "", location: String = "") {
        self.itemNo = itemNo
        self.location = location
    }
}

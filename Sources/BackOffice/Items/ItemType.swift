/// Whether an item has stock.
public enum ItemType: String, Sendable, Hashable, Codable, CaseIterable {
    /// Counted, shipped, delivered from a location.
    case inventory
    /// Shipped, but not counted.
    case nonInventory
    /// Neither.
    case service
}

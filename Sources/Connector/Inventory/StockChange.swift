/// One pair of item and location whose quantity differs.
struct StockChange: Sendable, Hashable {
    /// Shopify's id of the inventory item.
    var itemID: String
    var sku: String
    var locationID: String
    /// Shopify's id of the level, to read it again; nil when the item is not stocked there yet.
    var levelID: String?
    var from: Int?
    var to: Int
    var key: String { Self.key(itemID, locationID) }

    static func key(_ itemID: String, _ locationID: String) -> String { "\(itemID)@\(locationID)" }
}

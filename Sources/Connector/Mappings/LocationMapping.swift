/// How our stock at a location is computed for the shop.
public enum StockCalculation: String, CaseIterable, Sendable, Codable { case off, projectedAvailableBalance, freeInventory }

/// A location of the shop and ours that stand for it.
public struct LocationMapping: Sendable, Hashable, Codable {
    public var shop: String
    /// The shop's name of the location.
    public var name: String
    /// Shopify's id, once it was seen.
    public var locationId: String?
    public var active: Bool
    /// Run by a fulfillment service, ours or another's.
    public var fulfillmentService: Bool
    /// Run by a fulfillment service of this app.
    public var ownService = false
    /// Our location codes; the first is where sales lines are delivered from. Empty: not mapped.
    public var to: [String]
    public var calculation: StockCalculation
}

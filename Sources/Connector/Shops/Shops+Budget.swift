import ShopifyAdmin

/// What a shop's API lets us ask now.
public struct ShopBudget: Sendable, Hashable, Codable {
    public var shop: String
    /// Points in the bucket by our figure; nil until this process has asked the shop something.
    public var available: Int?
    /// The bucket's size in points.
    public var maximum: Int?
    /// Points that come back a second.
    public var restoreRate: Int?
    /// Requests that wait for points.
    public var waiting: Int

    public init(shop: String, available: Int? = nil, maximum: Int? = nil, restoreRate: Int? = nil, waiting: Int = 0) {
        self.shop = shop
        self.available = available
        self.maximum = maximum
        self.restoreRate = restoreRate
        self.waiting = waiting
    }
}

extension Shops {
    /// The API budget of a shop as this process knows it. Other processes draw from the same bucket; each answer of Shopify corrects the figure.
    public func budget(of code: String) async -> ShopBudget { await clients.budget(of: code) }
}

/// How a task presents itself: in lists, on its request page and in the run log.
public struct TaskDescription: Sendable, Hashable, Codable {
    /// The name users type, e.g. `sync-orders`. Unique.
    public let name: String
    /// The object number users know, e.g. 30104. Unique; a task may be asked for by either.
    public let number: Int
    /// The title in English, e.g. `Sync orders from Shopify`.
    public let title: String
    /// The request page.
    public let parameters: [ParameterDescription]
    /// Whether it works for one shop, and cannot be queued without.
    public let needsShop: Bool

    public init(name: String, number: Int, title: String, parameters: [ParameterDescription] = [], needsShop: Bool = false) {
        self.name = name
        self.number = number
        self.title = title
        self.parameters = parameters
        self.needsShop = needsShop
    }
}

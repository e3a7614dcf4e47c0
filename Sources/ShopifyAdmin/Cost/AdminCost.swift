/// `extensions.cost` of an answer. All figures are points.
public struct AdminCost: Sendable, Hashable, Decodable {
    /// Reserved before the execution.
    public let requestedQueryCost: Int
    /// Charged in the end; `nil` when the request was throttled.
    public let actualQueryCost: Int?
    public let throttleStatus: ThrottleStatus
}

/// The state of the shop's bucket when Shopify answered.
public struct ThrottleStatus: Sendable, Hashable, Decodable {
    /// The bucket's size in points.
    public let maximumAvailable: Double
    /// Points in the bucket.
    public let currentlyAvailable: Double
    /// Points a second.
    public let restoreRate: Double

    public init(maximumAvailable: Double, currentlyAvailable: Double, restoreRate: Double) {
        self.maximumAvailable = maximumAvailable
        self.currentlyAvailable = currentlyAvailable
        self.restoreRate = restoreRate
    }
}

public import Foundation

/// A request to Shopify, as the activity log keeps it: no bodies, no secrets, no personal data.
public struct ActivityEntry: Sendable, Hashable, Codable {
    public var id: String
    public var at: Date
    public var shop: String
    /// The run it belonged to; nil outside of runs.
    public var run: String?
    public var operation: String
    /// 1 for the first send of the request.
    public var attempt: Int
    /// HTTP status; nil when no answer came.
    public var status: Int?
    /// Points that Shopify reserved, and points that it charged.
    public var requested: Int
    public var actual: Int?
    public var seconds: Double
    /// Shopify's id, for its support.
    public var requestId: String?
    public var error: String?

    private enum Key: String, CodingKey { case id, at, shop, run, operation, attempt, status, requested, actual, seconds, requestId, error }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(id, forKey: .id)
        try container.encode(Instants.text(at), forKey: .at)
        try container.encode(shop, forKey: .shop)
        try container.encode(run, forKey: .run)
        try container.encode(operation, forKey: .operation)
        try container.encode(attempt, forKey: .attempt)
        try container.encode(status, forKey: .status)
        try container.encode(requested, forKey: .requested)
        try container.encode(actual, forKey: .actual)
        try container.encode(seconds, forKey: .seconds)
        try container.encode(requestId, forKey: .requestId)
        try container.encode(error, forKey: .error)
    }
}

public import Foundation

/// How a shop's changes come in, as of the last look.
public struct WebhookState: Sendable, Hashable, Codable {
    /// Where Shopify is told to send them; nil: nowhere, everything comes by polling.
    public var address: String?
    /// Topics that are subscribed to, of those that are wanted.
    public var subscribed: Int
    public var wanted: Int
    /// Why there are fewer than wanted, in a sentence.
    public var problem: String?
    /// RFC 3339.
    public var checkedAt: String

    public init(address: String?, subscribed: Int, wanted: Int, problem: String? = nil, checkedAt: Date) {
        self.address = address
        self.subscribed = subscribed
        self.wanted = wanted
        self.problem = problem
        self.checkedAt = Instants.text(checkedAt)
    }
}

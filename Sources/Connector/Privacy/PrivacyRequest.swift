public import Foundation

/// A person's, or a shop's, request about their data, as Shopify passed it on.
public struct PrivacyRequest: Sendable, Hashable, Codable {
    public enum State: String, Sendable, Codable, CaseIterable {
        /// To be honoured by the next run of its task.
        case open
        case done
    }

    public var id: String
    public var shop: String
    /// `customers/data_request`, `customers/redact` or `shop/redact`.
    public var topic: String
    public var customerId: String?
    /// Global ids of the orders that were named.
    public var orders: [String]
    /// Shopify's number of the request.
    public var reference: String?
    public var receivedAt: Date
    /// Until when the law wants it done: 30 days after it came.
    public var dueAt: Date
    public var state: State
    public var doneAt: Date?
    /// What was done, in sentences.
    public var report: [String]
}

public import Foundation

/// An outgoing webhook: what became of telling somebody outside that an entry failed for good, or went well.
public struct Webhook: Sendable, Hashable, Identifiable, Codable {
    public enum Status: String, Sendable, Hashable, Codable, CaseIterable {
        /// Not delivered yet; it is tried again.
        case pending
        /// The receiver answered 2xx.
        case delivered
        /// Given up after twelve attempts in a bit more than a day; a person may have it tried again.
        case failed
    }

    /// UUIDv7; the receiver sees it as `Backroom-Delivery`, the same with every attempt.
    public let id: String
    public let url: String
    /// `entry.failure` or `entry.success`.
    public let event: String
    public let entry: String
    public let run: String
    public let created: Date
    /// Attempts so far.
    public let attempts: Int
    public let status: Status
    /// When it is tried next; nil when it is not.
    public let nextTry: Date?
    /// Why the last attempt failed.
    public let error: String?
}

/// Which webhooks to list, newest first.
public struct WebhookFilter: Sendable {
    /// Nil: all that are kept.
    public var statuses: Set<Webhook.Status>?
    /// At most this many; nil: all.
    public var limit: Int?
    /// Those older than this id: the last id of the page before.
    public var after: String?

    public init(statuses: Set<Webhook.Status>? = nil, limit: Int? = nil, after: String? = nil) {
        self.statuses = statuses
        self.limit = limit
        self.after = after
    }
}

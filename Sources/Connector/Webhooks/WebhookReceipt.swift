/// What became of a delivery at the door.
public enum WebhookReceipt: Sendable, Hashable {
    /// It is stored, and will be seen to.
    case stored
    /// It was here before: nothing to do.
    case duplicate
    /// It does not come from this shop's app: nothing was kept.
    case refused(Refusal)

    public enum Refusal: String, Sendable {
        /// There is no shop of this code.
        case unknownShop
        /// The shop's secret is not known, so that nothing can be verified.
        case noSecret
        /// The header names another shop.
        case otherShop
        /// The signature is not that of the body.
        case signature
    }
}

/// A delivery as it is stored.
public struct ReceivedWebhook: Sendable, Hashable, Codable {
    /// What has become of it.
    public enum State: String, Sendable, Codable, CaseIterable {
        /// It waits for its work to be queued.
        case pending
        /// An entry does what it asks for.
        case queued
        /// It tells what is known already: our own write, or what was read meanwhile.
        case known
        /// The shop card does not ask for such changes.
        case unwanted
        /// It was acted on without an entry.
        case done
    }

    /// What a delivery is known by: a shop's deliveries have ids of their own.
    public struct Key: Sendable, Hashable {
        public var shop: String
        public var id: String

        public init(shop: String, id: String) {
            self.shop = shop
            self.id = id
        }
    }

    public var shop: String
    public var id: String
    public var topic: String
    public var record: String?
    public var state: State
    /// Why, where that does not go without saying.
    public var note: String?
    /// The job queue entry.
    public var entry: String?
    /// By our clock, RFC 3339.
    public var receivedAt: String
    public var triggeredAt: String?
}

public import Foundation

/// The headers of a delivery.
public struct WebhookDelivery: Sendable, Hashable {
    /// The topic, such as `orders/create`.
    public let topic: String
    /// The shop's domain.
    public let shop: String
    /// The delivery's id: the same when Shopify sends it again.
    public let id: String
    /// The id of the event behind it: the same for each subscription that hears of it.
    public let eventID: String?
    public let apiVersion: String?
    /// When the event happened, by Shopify's clock.
    public let triggeredAt: Date?
    public let signature: String

    /// `nil` when a header that every delivery has is missing.
    /// - Parameter header: gives a header's value by its name, whatever its case.
    public init?(header: (String) -> String?) {
        guard let topic = header("X-Shopify-Topic"), let shop = header("X-Shopify-Shop-Domain"), let id = header("X-Shopify-Webhook-Id"),
            let signature = header("X-Shopify-Hmac-SHA256"), AdminEndpoint.isShopDomain(shop), !topic.isEmpty, !id.isEmpty
        else { return nil }
        self.topic = topic
        self.shop = shop
        self.id = id
        self.signature = signature
        eventID = header("X-Shopify-Event-Id")
        apiVersion = header("X-Shopify-API-Version")
        triggeredAt = header("X-Shopify-Triggered-At").flatMap { AdminScalar.instant($0) }
    }

    /// The topic as subscriptions name it.
    public var subscriptionTopic: Admin.WebhookSubscriptionTopic {
        Admin.WebhookSubscriptionTopic(rawValue: topic.uppercased().replacing("/", with: "_"))
    }
}

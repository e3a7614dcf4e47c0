import Foundation
import ShopifyAdmin
import Storage

@testable import Connector

/// Deliveries as Shopify would make them, for a shop that is never reached.
struct Delivering {
    let webhooks: Webhooks
    var secret = "app-secret"
    var domain = "demo.myshopify.com"

    /// Sends one body; the id is the body's unless another one is given.
    @discardableResult
    func callAsFunction(
        _ topic: String,
        _ body: String,
        id: String? = nil,
        to shop: String = "DEMO",
        at: Date? = nil,
        signedWith other: String? = nil
    ) async throws -> WebhookReceipt? {
        let bytes = [UInt8](body.utf8)
        var headers = [
            "x-shopify-topic": topic, "x-shopify-shop-domain": domain, "x-shopify-webhook-id": id ?? topic + body,
            "x-shopify-hmac-sha256": WebhookSignature.sign(Data(bytes), secret: other ?? secret), "x-shopify-event-id": "event",
        ]
        if let at { headers["x-shopify-triggered-at"] = Instants.text(at) }
        return try await webhooks.receive(shop, body: bytes) { headers[$0.lowercased()] }
    }
}

extension LocalShop {
    /// The same shop, entered in a way that lets webhooks be verified.
    func signed() async throws -> Delivering {
        try await connector.shops.setCredentials("DEMO", .signedToken("token", secret: "app-secret"))
        return Delivering(webhooks: connector.webhooks)
    }

    /// What has become of the deliveries, by topic.
    func states() async throws -> [String: ReceivedWebhook] {
        let found = try await connector.webhooks.list(limit: 1000)
        return Dictionary(found.map { ($0.topic, $0) }) { first, _ in first }
    }
}

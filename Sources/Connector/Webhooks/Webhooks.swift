public import Foundation
import Logging
import ShopifyAdmin
import Storage

/// The fast path beside polling: what Shopify sends is verified, kept once and answered at once; its work is queued afterwards by
/// ``WebhookDispatch``.
///
/// **Limits.** Shopify does not promise to deliver: everything here comes by polling too, only later.
public struct Webhooks: Sendable {
    let database: Database
    let shops: Shops
    /// Where the installation is reached from outside; nil: nowhere.
    public let publicURL: URL?

    /// Signals that something was stored.
    static let channel = "connector.webhooks"

    /// Where Shopify sends a shop's news; nil without a public address. Shopify takes https only; http serves a shop on this machine.
    public func address(of code: String) -> String? {
        publicURL.map { url in
            let base = url.absoluteString
            return (base.hasSuffix("/") ? String(base.dropLast()) : base) + "/webhooks/shopify/\(code)"
        }
    }

    /// Why a shop's changes can only come by polling; nil when webhooks can be had.
    func obstacle(_ shop: Shop, _ credentials: ShopCredentials) -> String? {
        guard let publicURL else {
            return "No public address is configured (publicUrl): changes come by polling, as the schedules say."
        }
        let isLocal = ["127.0.0.1", "localhost", "::1"].contains(publicURL.host() ?? "")
        guard publicURL.scheme == "https" || isLocal && shop.endpoint != nil else {
            return "The public address is not https, which Shopify demands: changes come by polling."
        }
        guard credentials.webhookSecret != nil else {
            return "The app's secret is not known, so that deliveries could not be verified: changes come by polling. "
                + "Give the access token together with the client secret."
        }
        guard shop.settings.allowDataSync else {
            return "Nothing may be sent to this shop (allowDataSync), subscriptions neither: changes come by polling."
        }
        return nil
    }

    /// Takes one delivery as it comes over HTTP; nil when it lacks what every delivery of Shopify has.
    /// - Parameters:
    ///   - body: the bytes as they came.
    ///   - header: gives a header's value by its name.
    public func receive(_ code: String, body: [UInt8], header: (String) -> String?) async throws -> WebhookReceipt? {
        guard let delivery = WebhookDelivery(header: header) else { return nil }
        return try await receive(code, delivery, body: body)
    }

    /// Takes one delivery. It is stored when this returns, and its work will be done even if the process dies.
    /// - Parameter body: the bytes as they came.
    func receive(_ code: String, _ delivery: WebhookDelivery, body: [UInt8]) async throws -> WebhookReceipt {
        let found = try await database.read { tx in
            let store = ShopStore(tx: tx)
            guard let shop = try store.find(code.uppercased()), let sealed = try store.credentials(shop.code) else {
                return (shop: Shop, sealed: SealedCredentials)?.none
            }
            return (shop, sealed)
        }
        guard let (shop, sealed) = found else { return .refused(.unknownShop) }
        guard let secret = try sealed.open(shop: shop.code, key: shops.key).webhookSecret else { return .refused(.noSecret) }
        guard WebhookSignature.isValid(delivery.signature, body: body, secrets: [secret]) else { return .refused(.signature) }
        // A secret may serve several shops: the signed delivery of one is none of another's.
        guard delivery.shop == shop.domain else { return .refused(.otherShop) }
        let event = WebhookEvent(topic: delivery.topic, body: body)
        return try await database.write { tx in
            guard try WebhookStore(tx: tx).insert(delivery, shop: shop.code, event) else { return .duplicate }
            if let subject = event.subject {
                try PrivacyStore(tx: tx).record(delivery, shop: shop.code, subject)
            }
            tx.notify(Self.channel)
            return .stored
        }
    }

    /// The newest deliveries.
    /// - Parameters:
    ///   - state: only those that this became of.
    ///   - last: the last one of the page before.
    public func list(
        shop: String? = nil,
        state: ReceivedWebhook.State? = nil,
        after last: ReceivedWebhook.Key? = nil,
        limit: Int = 100
    ) async throws -> [ReceivedWebhook] {
        try await database.read { try WebhookStore(tx: $0).list(shop: shop?.uppercased(), state: state, after: last, limit: limit) }
    }
}

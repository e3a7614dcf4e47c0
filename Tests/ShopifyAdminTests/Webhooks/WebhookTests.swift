import Foundation
import ShopifyAdmin
import Testing

@Suite struct WebhookTests {
    private static let body = Data(#"{"id":820982911946154508,"note":"ü"}"#.utf8)

    @Test func theSignatureIsThatOfTheRawBody() {
        // printf '{}' | openssl dgst -sha256 -hmac hush -binary | base64
        #expect(WebhookSignature.sign(Data("{}".utf8), secret: "hush") == "UFwgrGBPZilFtmKh8TqcovA78LGYb1BdWu9I4Q2oyRg=")
        let signature = WebhookSignature.sign(Self.body, secret: "hush")
        #expect(WebhookSignature.isValid(signature, body: Self.body, secrets: ["hush"]))
        #expect(WebhookSignature.isValid(signature, body: Self.body, secrets: ["new", "hush"]))
    }

    @Test func whatIsForgedIsRefused() {
        let signature = WebhookSignature.sign(Self.body, secret: "hush")
        #expect(!WebhookSignature.isValid(signature, body: Self.body + Data([0x20]), secrets: ["hush"]))
        #expect(!WebhookSignature.isValid(signature, body: Self.body, secrets: ["Hush"]))
        #expect(!WebhookSignature.isValid(signature, body: Self.body, secrets: []))
        #expect(!WebhookSignature.isValid(WebhookSignature.sign(Self.body, secret: ""), body: Self.body, secrets: [""]))
        for wrong in ["", "no base64 !", String(signature.dropLast(4)), signature + "AAAA"] {
            #expect(!WebhookSignature.isValid(wrong, body: Self.body, secrets: ["hush"]))
        }
    }

    @Test func aDeliveryHasItsHeaders() throws {
        let headers = [
            "x-shopify-topic": "orders/create", "x-shopify-shop-domain": "demo.myshopify.com", "x-shopify-webhook-id": "w-1",
            "x-shopify-hmac-sha256": "sig", "x-shopify-event-id": "e-1", "x-shopify-triggered-at": "2026-07-01T12:00:00.5Z",
            "x-shopify-api-version": "2026-07",
        ]
        let delivery = try #require(WebhookDelivery { headers[$0.lowercased()] })
        #expect(delivery.topic == "orders/create")
        #expect(delivery.subscriptionTopic == .ordersCreate)
        #expect(delivery.id == "w-1")
        #expect(delivery.eventID == "e-1")
        #expect(delivery.triggeredAt == Date(timeIntervalSince1970: 1_782_907_200.5))
        for name in ["x-shopify-topic", "x-shopify-shop-domain", "x-shopify-webhook-id", "x-shopify-hmac-sha256"] {
            #expect(WebhookDelivery { $0.lowercased() == name ? nil : headers[$0.lowercased()] } == nil)
        }
        #expect(WebhookDelivery { $0.lowercased() == "x-shopify-shop-domain" ? "evil.example" : headers[$0.lowercased()] } == nil)
    }

    @Test(arguments: [
        ("fulfillment_orders/order_routing_complete", "FULFILLMENT_ORDERS_ORDER_ROUTING_COMPLETE"), ("app/uninstalled", "APP_UNINSTALLED"),
        ("inventory_levels/update", "INVENTORY_LEVELS_UPDATE"),
    ]) func topicsHaveTwoSpellings(_ header: String, _ topic: String) throws {
        let headers = [
            "X-Shopify-Topic": header, "X-Shopify-Shop-Domain": "a.myshopify.com", "X-Shopify-Webhook-Id": "1",
            "X-Shopify-Hmac-SHA256": "s",
        ]
        #expect(WebhookDelivery { headers[$0] }?.subscriptionTopic.rawValue == topic)
    }
}

import Foundation
import Testing

@testable import Connector

@Suite struct WebhookEventTests {
    private func event(_ topic: String, _ body: String) -> WebhookEvent { WebhookEvent(topic: topic, body: Array(body.utf8)) }

    @Test func ordersAndTheirRefunds() {
        let order = event("orders/updated", #"{"id": 820982911946154508, "updated_at": "2026-08-24T12:00:00+02:00", "email": "a@b.c"}"#)
        #expect(order.record == "gid://shopify/Order/820982911946154508", "19 digits are not rounded")
        #expect(order.changedAt == Date(timeIntervalSince1970: 1_787_565_600))
        let refund = event("refunds/create", #"{"id": 5, "order_id": 7, "created_at": "2026-08-24T10:00:00Z"}"#)
        #expect(refund.record == "gid://shopify/Order/7")
        #expect(refund.changedAt == order.changedAt)
    }

    @Test func levelsAreNamedLikeWhatIsWritten() {
        let level = event("inventory_levels/update", #"{"inventory_item_id": 3, "location_id": 4, "available": 9}"#)
        let change = StockChange(
            itemID: "gid://shopify/InventoryItem/3",
            sku: "",
            locationID: "gid://shopify/Location/4",
            levelID: nil,
            from: nil,
            to: 1
        )
        #expect(level.record == change.key)
    }

    @Test func movingStockIsNoChangeOfAProduct() {
        func product(_ quantity: Int, _ price: String, _ second: Int) -> WebhookEvent {
            event(
                "products/update",
                """
                {"id": 1, "updated_at": "2026-08-24T10:00:0\(second)Z", "variants": [{"price": "\(price)", "inventory_quantity": \(quantity),
                "updated_at": "2026-08-24T10:00:0\(second)Z"}]}
                """
            )
        }
        #expect(product(1, "5.00", 0).fingerprint == product(2, "5.00", 1).fingerprint)
        #expect(product(1, "5.00", 0).fingerprint != product(1, "6.00", 0).fingerprint)
    }

    @Test func fulfillmentOrdersAreFoundWhereTheyStand() {
        let one = event(
            "fulfillment_orders/placed_on_hold",
            #"{"fulfillment_order": {"id": "gid://shopify/FulfillmentOrder/1", "status": "on_hold"}}"#
        )
        #expect(one.record == "gid://shopify/FulfillmentOrder/1")
        let moved = event(
            "fulfillment_orders/moved",
            #"{"moved_fulfillment_order": {"id": "gid://shopify/FulfillmentOrder/2"}, "source_location": {"id": "x"}}"#
        )
        #expect(moved.record == "gid://shopify/FulfillmentOrder/2")
    }

    @Test func personsAreKeptByIdOnly() {
        let redact = event(
            "customers/redact",
            #"{"shop_id": 1, "customer": {"id": 191167, "email": "john@example.com", "phone": "555"}, "orders_to_redact": [299938, "280263"]}"#
        )
        #expect(
            redact.subject
                == PrivacySubject(
                    customerID: "gid://shopify/Customer/191167",
                    orders: ["gid://shopify/Order/299938", "gid://shopify/Order/280263"]
                )
        )
        let asked = event("customers/data_request", #"{"customer": {"id": 1}, "orders_requested": [], "data_request": {"id": 9999}}"#)
        #expect(asked.subject?.reference == "9999")
    }

    @Test(arguments: ["", "[]", "not JSON", "{\"id\": {}}", "{\"id\": \"1; DROP\"}", "\u{0}"])
    func badBodiesSayNothing(_ body: String) {
        #expect(event("orders/create", body).record == nil)
    }
}

import BackOffice
import Connector
import Foundation
import JobQueue
import Ledger
import Storage
import StorageTesting
import Testing

@testable import Connector

@Suite struct PrivacyTests {
    private static let redact = #"{"customer": {"id": 7, "email": "ada@example.com"}, "orders_to_redact": [1001]}"#

    /// A person with two orders, one of them linked by her id, and our customer.
    private func fill(_ shop: LocalShop) async throws {
        var first = OrderMaking("#1001").order
        first.note = "Ring at Byron's"
        var second = OrderMaking("#1002").order
        second.customer = OrderCustomer(id: "gid://shopify/Customer/7", displayName: "Ada Byron", email: "ada@example.com")
        try await shop.save([first, second])
        try await shop.ledger.importCSVText("no,name,email\nC1,Ada Byron,ada@example.com\n", .customers)
        try await shop.database.write { tx in
            try CustomerLinkStore(tx: tx, shop: "DEMO").save([
                CustomerLink(customerID: "gid://shopify/Customer/7", name: "Ada Byron", email: "ada@example.com", phone: nil, no: "C1")
            ])
        }
    }

    private func honour(_ shop: LocalShop) async throws -> PrivacyRequest {
        let card = try await shop.connector.shops.show("DEMO")
        _ = try await PrivacyRun(shop: card, database: shop.database, backOffice: shop.ledger, sink: TestSink(shop.database)).run()
        return try #require(try await shop.connector.privacy.list().first)
    }

    @Test(arguments: TestDatabases.all)
    func aPersonIsForgotten(_ kind: TestDatabase) async throws {
        try await LocalShop.use(kind) { shop in
            try await fill(shop)
            let deliver = try await shop.signed()
            try await deliver("customers/redact", Self.redact)
            try await deliver("customers/redact", Self.redact)
            #expect(try await shop.connector.privacy.list().map(\.state) == [.open])
            let done = try await honour(shop)
            #expect(done.state == .done)
            #expect(done.report.count == 2, "\(done.report)")
            #expect(done.dueAt.timeIntervalSince(done.receivedAt) == 30 * 86_400)
            for id in ["gid://shopify/Order/1001", "gid://shopify/Order/1002"] {
                let order = try await shop.connector.orders.content(id)
                let text = String(decoding: try JSONEncoder().encode(order), as: UTF8.self)
                for word in ["Ada", "Byron", "Mill Lane", "ada@example.com", "Ring"] { #expect(!text.contains(word), "\(id) has \(word)") }
                #expect(order.shippingAddress?.countryCode == "GB", "taxes depend on the country")
            }
            let customer = try await shop.ledger.customer(no: "C1")
            #expect(customer?.name == "Redacted")
            let kept = try await shop.database.read { tx in
                (
                    try tx.value(Int.self, "SELECT COUNT(*) FROM connector_contents") ?? -1,
                    try tx.value(Int.self, "SELECT COUNT(*) FROM connector_customers WHERE email IS NOT NULL OR name <> 'Redacted'") ?? -1
                )
            }
            #expect(kept == (0, 0))
        }
    }

    @Test func aCustomerWhoStandsForOthersStays() async throws {
        try await LocalShop.use { shop in
            try await fill(shop)
            try await shop.database.write { tx in
                try CustomerLinkStore(tx: tx, shop: "DEMO").save([
                    CustomerLink(customerID: "gid://shopify/Customer/8", name: "Somebody", email: nil, phone: nil, no: "C1")
                ])
            }
            try await shop.signed()("customers/redact", Self.redact)
            let done = try await honour(shop)
            #expect(done.report.contains { $0.contains("stands for other customers") })
            #expect(try await shop.ledger.customer(no: "C1")?.name == "Ada Byron")
        }
    }

    @Test func theDefaultCustomerStays() async throws {
        try await LocalShop.use(settings: ["defaultCustomer": "C1"]) { shop in
            try await fill(shop)
            try await shop.signed()("customers/redact", Self.redact)
            let done = try await honour(shop)
            #expect(done.report.contains { $0.contains("default customer") })
            #expect(try await shop.ledger.customer(no: "C1")?.name == "Ada Byron")
        }
    }

    @Test func whatIsHeldCanBeTold() async throws {
        try await LocalShop.use { shop in
            try await fill(shop)
            let body = #"{"customer": {"id": 7}, "orders_requested": [1001], "data_request": {"id": 5}}"#
            try await shop.signed()("customers/data_request", body)
            let done = try await honour(shop)
            #expect(done.reference == "5")
            let data = try await shop.connector.privacy.data(done)
            #expect(data.customer?.customerNo == "C1")
            #expect(data.orders.map(\.name) == ["#1001", "#1002"])
            #expect(data.orders.first?.shippingAddress?.address1 == "1 Mill Lane")
        }
    }

    @Test func aWholeShopIsForgottenUnlessItCameBack() async throws {
        try await LocalShop.use { shop in
            try await fill(shop)
            let deliver = try await shop.signed()
            try await deliver("shop/redact", #"{"shop_id": 1, "shop_domain": "demo.myshopify.com"}"#, id: "1")
            #expect(try await honour(shop).report == ["The shop has been connected again since: nothing was redacted."])
            try await shop.connector.shops.disable("DEMO")
            try await deliver("shop/redact", #"{"shop_id": 1, "shop_domain": "demo.myshopify.com"}"#, id: "2")
            let done = try await honour(shop)
            #expect(done.report.first?.hasPrefix("2 imported orders and 1 customer links") == true)
            #expect(try await shop.connector.orders.content("gid://shopify/Order/1001").email == nil)
            #expect(try await shop.ledger.customer(no: "C1")?.name == "Ada Byron", "the merchant's own customers stay")
            try await shop.connector.shops.remove("DEMO")
            #expect(try await shop.connector.privacy.list().count == 2, "the record outlives the shop")
        }
    }
}

import Foundation
import JobQueue
import Storage
import StorageTesting
import Testing

@testable import Connector

@Suite struct WebhookReceiptTests {
    private static let order = #"{"id": 1, "updated_at": "2026-08-24T10:00:00Z"}"#

    @Test(arguments: TestDatabases.all)
    func keepsOnceWhatIsSignedRight(_ kind: TestDatabase) async throws {
        try await LocalShop.use(kind) { shop in
            let deliver = try await shop.signed()
            #expect(try await deliver("orders/create", Self.order) == .stored)
            #expect(try await deliver("orders/create", Self.order) == .duplicate)
            #expect(try await deliver("orders/create", Self.order, id: "another") == .stored)
            #expect(try await deliver("orders/create", Self.order, id: "small", to: "demo") == .stored)
            let kept = try await shop.connector.webhooks.list()
            #expect(kept.count == 3)
            #expect(kept.allSatisfy { $0.record == "gid://shopify/Order/1" && $0.state == .pending })
        }
    }

    @Test func refusesEverythingElseAndKeepsNothing() async throws {
        try await LocalShop.use { shop in
            var deliver = Delivering(webhooks: shop.connector.webhooks)
            #expect(try await deliver("orders/create", Self.order) == .refused(.noSecret))
            deliver = try await shop.signed()
            #expect(try await deliver("orders/create", Self.order, signedWith: "forged") == .refused(.signature))
            #expect(try await deliver("orders/create", Self.order, signedWith: "") == .refused(.signature))
            #expect(try await deliver("orders/create", Self.order, to: "OTHER") == .refused(.unknownShop))
            deliver.domain = "other.myshopify.com"
            #expect(try await deliver("orders/create", Self.order) == .refused(.otherShop))
            #expect(try await shop.connector.webhooks.receive("DEMO", body: []) { _ in nil } == nil)
            #expect(try await shop.connector.webhooks.list().isEmpty)
        }
    }

    @Test func aChangedBodyIsNotTheSignedOne() async throws {
        try await LocalShop.use { shop in
            _ = try await shop.signed()
            let signature = "x-shopify-hmac-sha256"
            var headers = [
                "x-shopify-topic": "orders/create", "x-shopify-shop-domain": "demo.myshopify.com", "x-shopify-webhook-id": "1",
            ]
            headers[signature] = "bm90IGEgc2lnbmF0dXJl"
            let given = headers
            let receipt = try await shop.connector.webhooks.receive("DEMO", body: [1, 2, 3]) { given[$0.lowercased()] }
            #expect(receipt == .refused(.signature))
        }
    }

    /// Shopify waits five seconds; here it is a tenth of one, with the fsync of a real file. The median, as neighbours on a busy machine make some of them slow.
    @Test(arguments: TestDatabases.shared)
    func answersWithinATenthOfASecond(_ kind: TestDatabase) async throws {
        try await LocalShop.use(kind) { shop in
            let deliver = try await shop.signed()
            let filler = String(repeating: "x", count: 60_000)
            var times: [Duration] = []
            for number in 0..<200 {
                let body = #"{"id": \#(number), "updated_at": "2026-08-24T10:00:00Z", "note": "\#(filler)"}"#
                let start = ContinuousClock.now
                try await deliver("orders/updated", body, id: "\(number)")
                times.append(start.duration(to: .now))
            }
            let sorted = times.sorted()
            #expect(sorted[100] < .milliseconds(100), "the median of 200: \(sorted[100]), the slowest \(sorted[199])")
        }
    }
}

import Connector
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JobQueue
import NIOCore
import ShopifyAdmin
import Storage
import StorageTesting
import Testing

@testable import WebClient

/// Deliveries of Shopify over HTTP.
struct WebhookReceiverTests {
    private static let body = #"{"id":1,"updated_at":"2026-08-24T10:00:00Z","note":"Ünïcode  stays as it is"}"#

    private func headers(_ id: String, body: String = body, secret: String = "app-secret", domain: String = "demo.myshopify.com")
        -> HTTPFields
    {
        [
            .known("X-Shopify-Topic"): "orders/create", .known("X-Shopify-Shop-Domain"): domain, .known("X-Shopify-Webhook-Id"): id,
            .known("X-Shopify-Hmac-Sha256"): WebhookSignature.sign(Data(body.utf8), secret: secret), .contentType: "application/json",
        ]
    }

    private func open(_ kind: TestDatabase = .sqliteFile, _ body: @Sendable (Office, Office.Caller) async throws -> Void) async throws {
        try await Office.open(kind) { office in
            try await office.services.connector.shops.setCredentials("DEMO", .signedToken("t", secret: "app-secret"))
            try await office.test { call in try await body(office, call) }
        }
    }

    @Test(arguments: TestDatabases.all)
    func takesOnceWhatIsSigned(_ kind: TestDatabase) async throws {
        try await open(kind) { office, call in
            for _ in 0..<2 {
                let response = try await call(.post, "/webhooks/shopify/DEMO", headers: headers("1"), body: Self.body)
                #expect(response.status == .ok)
                #expect(response.text.isEmpty)
            }
            let kept = try await office.services.connector.webhooks.list()
            #expect(kept.map(\.record) == ["gid://shopify/Order/1"])
        }
    }

    @Test func everyForgeryGetsTheSameWords() async throws {
        try await open { office, call in
            var answers: Set<String> = []
            let forged: [(String, HTTPFields, String)] = [
                ("/webhooks/shopify/DEMO", headers("1", secret: "guess"), Self.body),
                ("/webhooks/shopify/DEMO", headers("1"), Self.body + " "),
                ("/webhooks/shopify/NOBODY", headers("1"), Self.body),
                ("/webhooks/shopify/DEMO", headers("1", domain: "other.myshopify.com"), Self.body),
            ]
            for (path, headers, body) in forged {
                let response = try await call(.post, path, headers: headers, body: body)
                #expect(response.status == .unauthorized)
                answers.insert(response.text)
            }
            #expect(answers.count == 1, "\(answers)")
            try await #expect(call(.post, "/webhooks/shopify/DEMO", body: Self.body).status == .badRequest)
            try await #expect(office.services.connector.webhooks.list().isEmpty)
        }
    }

    @Test func hugeBodiesAreRefused() async throws {
        try await open { _, call in
            let body = String(repeating: "x", count: 5 << 20)
            try await #expect(
                call(.post, "/webhooks/shopify/DEMO", headers: headers("1", body: body), body: body).status == .contentTooLarge
            )
        }
    }

    /// The whole way, with a real file's fsync: what Shopify waits for. The median, as neighbours on a busy machine make some of them slow.
    @Test func answersWithinATenthOfASecond() async throws {
        try await open { _, call in
            var times: [Duration] = []
            for number in 0..<200 {
                let start = ContinuousClock.now
                let response = try await call(.post, "/webhooks/shopify/DEMO", headers: headers("\(number)"), body: Self.body)
                times.append(start.duration(to: .now))
                #expect(response.status == .ok)
            }
            let sorted = times.sorted()
            #expect(sorted[100] < .milliseconds(100), "the median of 200: \(sorted[100]), the slowest \(sorted[199])")
        }
    }

    @Test func whatBecameOfThemIsShown() async throws {
        try await open { office, call in
            _ = try await call(.post, "/webhooks/shopify/DEMO", headers: headers("1"), body: Self.body)
            let page = try await call(.get, "/api/v1/received-webhooks?shop=DEMO&state=pending", token: office.viewer).json
            #expect(page["items"]?.elements?.count == 1)
            #expect(page["items"]?.elements?.first?["topic"] == "orders/create")
            let requests = try await call(.get, "/api/v1/privacy-requests", token: office.administrator).json
            #expect(requests["items"]?.elements?.isEmpty == true)
        }
    }
}

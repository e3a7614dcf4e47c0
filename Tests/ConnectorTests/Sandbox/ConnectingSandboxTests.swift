import AsyncHTTPClient
import Connector
import Foundation
import JobQueue
import NIOCore
import NIOHTTP1
import ShopifyAdmin
import Storage
import StorageTesting
import Testing

@testable import Connector

/// The authorization-code grant and what it brings, and webhook subscriptions.
@Suite(.needsSandbox, .serialized) struct ConnectingSandboxTests {
    private static let back = "http://127.0.0.1:9/oauth/shopify/callback"

    /// The merchant's consent: the callback's parameters.
    private func consent(_ url: String) async throws -> [String: String] {
        let http = HTTPClient(configuration: .init(redirectConfiguration: .disallow))
        do {
            let response = try await http.execute(HTTPClientRequest(url: url), timeout: .seconds(10))
            let location = response.headers.first(name: "Location") ?? ""
            try await http.shutdown()
            let items = URLComponents(string: location)?.queryItems ?? []
            return Dictionary(items.map { ($0.name, $0.value ?? "") }) { first, _ in first }
        } catch {
            try? await http.shutdown()
            throw error
        }
    }

    private func connected(_ shop: SandboxShop) async throws {
        let shops = shop.connector.shops
        try await shops.setCredentials("DEMO", .clientCredentials(id: "sandbox-client", secret: "sandbox-secret"))
        let url = try await shops.beginConnecting("DEMO", redirect: Self.back, state: "state")
        let query = try await consent(url)
        try await shops.finishConnecting("DEMO", query: query, redirect: Self.back, state: "state")
    }

    @Test func theMerchantAgreesAndTheTokenRenewsItself() async throws {
        try await SandboxShop.use(nil) { shop in
            try await connected(shop)
            let card = try await shop.connector.shops.show("DEMO")
            #expect(card.credentialsKind == "authorization")
            #expect(card.enabled)
            guard case .authorization(_, _, let first, let refresh, _) = try await shop.connector.shops.credentials(of: "DEMO") else {
                Issue.record("no authorization")
                return
            }
            #expect(try await shop.connector.shops.test("DEMO").checks.first?.state == .ok)
            // The shop forgets the token before its time: the next request renews it, and the renewed pair is kept.
            try await shop.control("settings", ["revoke": first])
            #expect(try await shop.connector.shops.test("DEMO").checks.first?.state == .ok)
            guard case .authorization(_, _, let second, let next, _) = try await shop.connector.shops.credentials(of: "DEMO") else {
                Issue.record("no authorization")
                return
            }
            #expect(second != first)
            #expect(next != refresh)
        }
    }

    @Test func anythingThatDoesNotBelongIsRefused() async throws {
        try await SandboxShop.use(nil) { shop in
            let shops = shop.connector.shops
            try await shops.setCredentials("DEMO", .clientCredentials(id: "sandbox-client", secret: "sandbox-secret"))
            let url = try await shops.beginConnecting("DEMO", redirect: Self.back, state: "state")
            let query = try await consent(url)
            var forged = query
            forged["code"] = "other"
            var elsewhere = query
            elsewhere["shop"] = "evil.myshopify.com"
            for wrong in [forged, elsewhere, [:]] {
                await #expect(throws: ConnectorError.self) {
                    try await shops.finishConnecting("DEMO", query: wrong, redirect: Self.back, state: "state")
                }
            }
            await #expect(throws: ConnectorError.self) {
                try await shops.finishConnecting("DEMO", query: query, redirect: Self.back, state: "other")
            }
            #expect(try await shops.show("DEMO").credentialsKind == "client credentials")
            try await shops.finishConnecting("DEMO", query: query, redirect: Self.back, state: "state")
            // A code counts once.
            await #expect(throws: AdminError.self) {
                try await shops.finishConnecting("DEMO", query: query, redirect: Self.back, state: "state")
            }
        }
    }

    @Test func anAccessTokenHasNothingToConnect() async throws {
        try await SandboxShop.use(nil) { shop in
            let error = await #expect(throws: ConnectorError.self) {
                _ = try await shop.connector.shops.beginConnecting("DEMO", redirect: Self.back, state: "s")
            }
            #expect(error?.message.contains("client id and secret") == true)
        }
    }

    // MARK: Subscriptions

    private func upkeep(_ shop: SandboxShop, _ address: String) async throws -> (WebhookUpkeep.Outcome, TestSink) {
        let sink = TestSink(shop.database)
        let session = try await ShopSession.open("DEMO", shop.connector, sink)
        let outcome = try await WebhookUpkeep(client: session.client, sink: sink).run(address: address, path: "/webhooks/shopify/DEMO")
        return (outcome, sink)
    }

    @Test func subscriptionsAreMadeKeptAndRepaired() async throws {
        try await SandboxShop.use(nil) { shop in
            let address = "https://office.example.com/webhooks/shopify/DEMO"
            let wanted = WebhookTopic.subscribed.count
            let (made, first) = try await upkeep(shop, address)
            #expect(made.subscribed == wanted, "\(made.problems)")
            #expect(first[.created] == wanted)
            let (_, second) = try await upkeep(shop, address)
            #expect(second[.unchanged] == wanted)
            #expect(second[.created] + second[.updated] == 0)

            let session = try await ShopSession.open("DEMO", shop.connector, TestSink(shop.database))
            let client = session.client
            let found = try await client.execute(Admin.WebhookSubscriptions()).data.webhookSubscriptions.nodes
            // One is gone, one has a filter, and one of somebody else stands beside ours.
            _ = try await client.execute(Admin.WebhookUnsubscribe(id: found[0].id))
            _ = try await client.execute(
                Admin.WebhookResubscribe(id: found[1].id, subscription: .init(filter: "id:1", uri: address))
            )
            let other = Admin.WebhookSubscriptionInput(uri: "https://other.example.com/hook")
            _ = try await client.execute(Admin.WebhookSubscribe(topic: found[2].topic, subscription: other))
            let (repaired, third) = try await upkeep(shop, address)
            #expect(repaired.subscribed == wanted)
            #expect(third[.created] == 1)
            #expect(third[.updated] == 1)
            let (_, fourth) = try await upkeep(shop, address)
            #expect(fourth[.unchanged] == wanted)

            // The office moved: every subscription follows, the other's stays.
            let (_, moved) = try await upkeep(shop, "https://new.example.com/webhooks/shopify/DEMO")
            #expect(moved[.updated] == wanted)
            let after = try await client.execute(Admin.WebhookSubscriptions()).data.webhookSubscriptions.nodes
            #expect(after.count == wanted + 1)
            #expect(after.filter { $0.uri.hasPrefix("https://new.") }.count == wanted)
        }
    }

    @Test func withoutAnAddressEverythingIsSaidToComeByPolling() async throws {
        try await SandboxShop.use(nil) { shop in
            let sink = TestSink(shop.database)
            let session = try await ShopSession.open("DEMO", shop.connector, sink)
            let state = try await ShopUpkeep(session: session, connector: shop.connector, sink: sink).run(isDryRun: false)
            #expect(state.address == nil)
            #expect(state.problem?.contains("polling") == true)
            let check = try await shop.connector.shops.test("DEMO").checks.first { $0.name == "webhooks" }
            #expect(check?.state == .ok)
            #expect(check?.message.contains("publicUrl") == true)
        }
    }
}

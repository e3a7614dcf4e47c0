import Connector
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JobQueue
import Storage
import StorageTesting
import Testing

@testable import WebClient

/// *Connect* on the shop card.
struct ConnectPagesTests {
    private func open(_ body: @Sendable (Office, Visitor) async throws -> Void) async throws {
        try await Office.open { office in
            try await office.services.connector.shops.setCredentials("DEMO", .clientCredentials(id: "app-id", secret: "app-secret"))
            try await office.visit(as: .administrator) { visitor in try await body(office, visitor) }
        }
    }

    @Test func theBrowserGoesToTheShopWithAState() async throws {
        try await open { _, visitor in
            try await #expect(visitor.get("/shops/DEMO").text.contains("/shops/DEMO/connect"))
            let response = try await visitor.get("/shops/DEMO/connect")
            #expect(response.status == .seeOther)
            let address = try #require(response.headers[.location].flatMap { URLComponents(string: $0) })
            #expect(address.path == "/admin/oauth/authorize")
            let query = Dictionary((address.queryItems ?? []).map { ($0.name, $0.value ?? "") }) { first, _ in first }
            #expect(query["client_id"] == "app-id")
            #expect(query["scope"]?.contains("write_orders") == true)
            #expect(query["redirect_uri"]?.hasSuffix("/oauth/shopify/callback") == true)
            #expect((query["state"] ?? "").count > 40)
            #expect(response.headers[.location]?.contains("app-secret") == false)
        }
    }

    @Test func aCallbackOfNobodyEndsWithWords() async throws {
        try await open { office, visitor in
            for path in ["/oauth/shopify/callback", "/oauth/shopify/callback?state=guess&code=1&shop=demo.myshopify.com"] {
                let response = try await visitor.get(path)
                #expect(response.status == .seeOther)
                #expect(response.headers[.location] == "/shops")
            }
            try await #expect(office.services.connector.shops.show("DEMO").credentialsKind == "client credentials")
        }
    }

    @Test func aStateCountsOnceAndForItsOwnerOnly() async throws {
        try await open { office, _ in
            try await Users(database: office.services.database).add("other", role: .administrator, password: nil)
            let states = ConnectStates(database: office.services.database)
            let state = try await states.begin(shop: "DEMO", user: "other")
            try await #expect(states.finish(state, user: "user-administrator") == nil)
            try await #expect(states.finish(state, user: "other") == "DEMO")
            try await #expect(states.finish(state, user: "other") == nil)
        }
    }

    @Test func anUnsignedCallbackIsRefusedAndRecorded() async throws {
        try await open { office, visitor in
            let location = try await visitor.get("/shops/DEMO/connect").headers[.location] ?? ""
            let state = URLComponents(string: location)?.queryItems?.first { $0.name == "state" }?.value ?? ""
            let forged = "/oauth/shopify/callback?code=1&shop=demo.myshopify.com&hmac=\(String(repeating: "0", count: 64))&state=\(state)"
            let response = try await visitor.get(forged)
            #expect(response.headers[.location] == "/shops/DEMO")
            try await #expect(office.services.connector.shops.show("DEMO").credentialsKind == "client credentials")
            let record = try await AuditTrail(database: office.services.database).list(limit: 1).first
            #expect(record?.action.hasPrefix("GET /oauth/shopify/callback") == true)
            #expect(record?.wasDone == false)
        }
    }

    @Test func aShopEnteredByATokenHasNothingToConnect() async throws {
        try await Office.open { office in
            try await office.visit(as: .administrator) { visitor in
                try await #expect(!visitor.get("/shops/DEMO").text.contains("/shops/DEMO/connect"))
                try await #expect(visitor.get("/shops/DEMO/connect").headers[.location] == "/shops/DEMO")
            }
        }
    }
}

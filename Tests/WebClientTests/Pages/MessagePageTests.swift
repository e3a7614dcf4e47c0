import Connector
import Foundation
import HTTPTypes
import HummingbirdTesting
import JobQueue
import ShopifyAdmin
import Storage
import StorageTesting
import Testing

@testable import WebClient

/// What Shopify tells of by itself, what persons ask, what people are told.
struct MessagePageTests {
    private static func deliver(_ office: Office, _ id: String, topic: String, body: String) async throws {
        let headers = [
            "x-shopify-topic": topic, "x-shopify-shop-domain": "demo.myshopify.com", "x-shopify-webhook-id": id,
            "x-shopify-hmac-sha256": WebhookSignature.sign(Data(body.utf8), secret: "app-secret"),
        ]
        let receipt = try await office.services.connector.webhooks.receive("DEMO", body: Array(body.utf8)) { headers[$0.lowercased()] }
        #expect(receipt == .stored)
    }

    private static func open(_ kind: TestDatabase = .sqliteFile, _ body: (Office) async throws -> Void) async throws {
        try await Office.open(kind) { office in
            try await office.services.connector.shops.setCredentials("DEMO", .signedToken("t", secret: "app-secret"))
            try await body(office)
        }
    }

    @Test(arguments: TestDatabases.all)
    func deliveriesAreListedFilteredAndPaged(_ kind: TestDatabase) async throws {
        try await Self.open(kind) { office in
            for number in 1...60 {
                let body = #"{"id":\#(number),"updated_at":"2026-08-24T10:00:00Z"}"#
                try await Self.deliver(office, "d\(number)", topic: "orders/create", body: body)
            }
            try await office.visit(as: .viewer) { visitor in
                let first = try await visitor.get("/received-webhooks").text
                #expect(first.contains("href=\"/orders/DEMO/60\"") && first.contains("orders/create") && first.contains("Waits"))
                let next = try #require(first.firstMatch(of: /href="([^"]*cursor=[^"]*)" rel="next"/)?.output.1)
                let second = try await visitor.get(String(next).replacing("&amp;", with: "&")).text
                let both = (first + second).matches(of: /href="\/orders\/DEMO\/([0-9]+)"/).map { String($0.output.1) }
                #expect(both.count == 60 && Set(both).count == 60 && !second.contains("rel=\"next\""))
                try await #expect(visitor.get("/received-webhooks?state=known").text.contains("Nothing fits"))
                try await #expect(visitor.get("/received-webhooks?cursor=bm9uZQ").status == .badRequest)
                let json = try await visitor.get("/received-webhooks?format=json").json
                #expect(json.elements?.count == 60 && json.elements?.first?["state"] == "pending")
            }
            try await office.test { call in
                let path = "/api/v1/received-webhooks?limit=40"
                let page = try await call(.get, path, token: office.viewer).json
                #expect(page["items"]?.elements?.count == 40)
                let rest = try await call(.get, "\(path)&cursor=\(page["next"]?.text ?? "")", token: office.viewer).json
                #expect(rest["items"]?.elements?.count == 20 && rest["next"]?.text == nil)
            }
        }
    }

    @Test(arguments: TestDatabases.all)
    func aPrivacyRequestShowsWhatIsHeld(_ kind: TestDatabase) async throws {
        try await Self.open(kind) { office in
            try await office.importLinks()
            let body = #"{"customer":{"id":8},"orders_requested":[],"data_request":{"id":77}}"#
            try await Self.deliver(office, "p1", topic: "customers/data_request", body: body)
            let request = try #require(try await office.services.connector.privacy.list().first)
            try await office.visit(as: .administrator) { visitor in
                let list = try await visitor.get("/privacy-requests").text
                #expect(list.contains("Tell what is held") && list.contains("To be done"))
                try await #expect(visitor.get("/privacy-requests?state=done").text.contains("Nothing fits"))
                let card = try await visitor.get("/privacy-requests/\(request.id)").text
                #expect(card.contains("Ada Byron") && card.contains("ada@shop.example") && card.contains("Not done yet"))
                try await #expect(visitor.get("/privacy-requests/0198").status == .notFound)
            }
            for role in [Role.viewer, .operator] {
                try await office.visit(as: role) { visitor in
                    try await #expect(visitor.get("/privacy-requests").status == .forbidden)
                    try await #expect(visitor.get("/privacy-requests/\(request.id)").status == .forbidden)
                    try await #expect(!visitor.get("/shops").text.contains("/privacy-requests"))
                }
            }
        }
    }

    @Test func eachSeesHisOwnNoticesAndPutsThemAside() async throws {
        try await Office.open { office in
            let queue = office.services.queue
            for _ in 0..<3 {
                _ = try await queue.runInForeground(
                    NewEntry(task: "idle", description: "Nightly", notify: Notify(onSuccess: ["user-viewer", "user-operator"]))
                )
            }
            let others = try await queue.notices(for: "user-operator").map(\.id)
            try await office.visit(as: .viewer) { visitor in
                let page = try await visitor.get("/notices").text
                let ids = page.matches(of: /action="\/notices\/([^"\/]+)\/seen"/).map { String($0.output.1) }
                #expect(ids.count == 3 && page.contains("Nightly") && Set(ids).isDisjoint(with: others))
                let csrf = try await visitor.token()
                try await #expect(visitor.post("/notices/\(ids[0])/seen", csrf: csrf).status == .seeOther)
                try await #expect(queue.notices(for: "user-viewer").count == 2)
                _ = try await visitor.post("/notices/bulk", [("id", ids[1]), ("id", ids[2]), ("do", "seen")], csrf: csrf)
                try await #expect(queue.notices(for: "user-viewer").isEmpty)
                try await #expect(visitor.get("/notices").text.contains("Nothing new"))
                try await #expect(visitor.get("/notices?all=true").text.contains("Nightly"))
                // Somebody else's cannot be touched.
                _ = try await visitor.post("/notices/\(others[0])/seen", csrf: csrf)
                try await #expect(queue.notices(for: "user-operator").count == 3)
            }
        }
    }

    @Test func theNewPagesAreFoundByTellMe() async throws {
        try await Office.open { office in
            try await office.visit(as: .administrator) { visitor in
                for (word, path) in [("received", "/received-webhooks"), ("privacy", "/privacy-requests"), ("notices", "/notices")] {
                    try await #expect(visitor.get("/tell-me?q=\(word)").text.contains("href=\"\(path)\""), "\(word)")
                }
            }
            try await office.visit(as: .operator) { visitor in
                try await #expect(!visitor.get("/tell-me?q=privacy").text.contains("href=\"/privacy-requests\""))
            }
        }
    }

    @Test func theRoleCenterShowsWhatEachShopsAPIHasForUs() async throws {
        try await Office.open { office in
            try await office.visit(as: .viewer) { visitor in
                let page = try await visitor.get("/").text
                #expect(page.contains("API budget now") && page.contains("Not asked yet") && page.contains("Points today: 0"))
            }
            try await office.test { call in
                let budget = try await call(.get, "/api/v1/shops/DEMO/budget", token: office.viewer).json
                #expect(budget["shop"] == "DEMO" && budget["waiting"] == 0)
                try await #expect(call(.get, "/api/v1/shops/NONE/budget", token: office.viewer).status == .notFound)
            }
        }
        let speech = Speech(.english, zone: .gmt)
        let known = BudgetView(ShopBudget(shop: "DEMO", available: 1640, maximum: 2000, restoreRate: 100), points: 12_345, speech)
        #expect(known.isKnown && known.budgetText == "1,640 of 2,000 points" && known.budgetLow == 400)
        #expect(known.budgetMore == "100 points a second come back · Points today: 12,345")
    }
}

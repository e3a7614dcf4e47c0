import BackOffice
import Connector
import Foundation
import JobQueue
import Ledger
import ShopifyAdmin
import Storage
import StorageTesting
import Testing

@testable import Connector

/// What Shopify refuses is parked alone, and goes through once Shopify takes it.
@Suite(.needsSandbox, .serialized) struct RefusedRecordsSandboxTests {
    private static let card = ["itemSync": "toShopify", "canUpdateShopProducts": "true", "canUpdateShopCustomers": "true"]

    private func items(_ shop: SandboxShop, _ count: Int, text: String = "Thing") async throws {
        let rows = (1...count).map { "I\($0),\(text) \($0),\($0).50,USD" }
        try await shop.ledger.importCSVText("no,description,unitPrice,currency\n" + rows.joined(separator: "\n"), .items)
        try await shop.control("settings", ["bulkSeconds": 0.05])
    }

    private func export(_ shop: SandboxShop, _ sink: TestSink, onlyPrices: Bool = false) async throws -> (ProductExport, ShopSession) {
        let session = try await ShopSession.open("DEMO", shop.connector, sink)
        let export = ProductExport(
            session: session,
            database: shop.database,
            backOffice: shop.ledger,
            sink: sink,
            onlyPrices: onlyPrices,
            currency: "USD"
        )
        return (export, session)
    }

    /// How often the shop has carried out a mutation.
    private func applied(_ shop: SandboxShop, _ operation: String) async throws -> Int {
        let log = try await shop.control("state")["applied"] as? [[String: Any]] ?? []
        return log.count { $0["operation"] as? String == operation }
    }

    @Test(arguments: [6, 60]) func productsAreTriedAgain(count: Int) async throws {
        try await SandboxShop.use(.sqliteInMemory, ["orders": 0, "products": 0], settings: Self.card) { shop in
            try await items(shop, count)
            try await shop.control("faults/add", ["kind": "user-errors", "operation": "productSet", "every": 3])
            let sink = TestSink(shop.database)
            let (export, _) = try await export(shop, sink)
            try await export.run()
            #expect(sink[.created] == count - count / 3)
            #expect(sink[.failed] == count / 3)
            let skipped = try await shop.connector.skipped.list(shop: "DEMO", task: "sync-products")
            #expect(skipped.count == count / 3)
            #expect(skipped.allSatisfy { $0.reason.contains("Refused on demand") })

            try await shop.control("faults/clear")
            try await export.run(retryAll: false)
            #expect(sink[.created] == count - count / 3, "their pause is not over")
            try await export.run(retryAll: true)
            #expect(sink[.created] == count)
            #expect(try await shop.connector.skipped.list().isEmpty)
            try await #expect(applied(shop, "publishablePublish") == count)
        }
    }

    @Test func aKilledRunLeavesNoProductUnpublished() async throws {
        try await SandboxShop.use(.sqliteInMemory, ["orders": 0, "products": 0], settings: Self.card) { shop in
            try await items(shop, 3)
            // The products are kept; the next write would be the mark of the feed.
            let dying = TestSink(shop.database, dieAt: 2)
            let (first, _) = try await export(shop, dying)
            await #expect(throws: TestSink.Killed.self) { try await first.run() }
            try await #expect(applied(shop, "publishablePublish") == 0)
            let sink = TestSink(shop.database)
            let (second, _) = try await export(shop, sink)
            try await second.run()
            #expect(sink[.created] == 0)
            try await #expect(applied(shop, "publishablePublish") == 3)
            try await second.run()
            try await #expect(applied(shop, "publishablePublish") == 3, "once")
        }
    }

    @Test func refusedPublicationsAreShownAndTriedAgain() async throws {
        try await SandboxShop.use(.sqliteInMemory, ["orders": 0, "products": 0], settings: Self.card) { shop in
            try await items(shop, 4)
            try await shop.control("faults/add", ["kind": "user-errors", "operation": "publishablePublish", "every": 2])
            let sink = TestSink(shop.database)
            let (export, _) = try await export(shop, sink)
            try await export.run()
            #expect(sink[.failed] == 2)
            #expect(try await shop.connector.skipped.list().count == 2)
            try await shop.control("faults/clear")
            try await export.run(retryAll: true)
            #expect(try await shop.connector.skipped.list().isEmpty)
            try await #expect(applied(shop, "publishablePublish") == 4)
        }
    }

    @Test func aBulkOperationThatEndsEarlyLosesNoRecord() async throws {
        try await SandboxShop.use(.sqliteInMemory, ["orders": 0, "products": 0], settings: Self.card) { shop in
            try await items(shop, 600)
            try await shop.control("settings", ["bulkOutcome": "FAILED"])
            let sink = TestSink(shop.database)
            let (export, _) = try await export(shop, sink)
            try await export.run()
            let made = sink[.created]
            #expect(made > 0 && made < 600)
            #expect(made + sink[.failed] == 600)
            try await #expect(shop.connector.skipped.list(shop: "DEMO", task: "sync-products").count == 600 - made)
            try await shop.control("settings", ["bulkOutcome": NSNull()])
            try await export.run(retryAll: true)
            #expect(sink[.created] == 600)
            #expect(try await shop.connector.skipped.list().isEmpty)
            try await #expect(applied(shop, "productSet") == 600)
        }
    }

    @Test func manyChangesAreOneBulkOperation() async throws {
        try await SandboxShop.use(.sqliteInMemory, ["orders": 0, "products": 0], settings: Self.card) { shop in
            try await items(shop, 600)
            let sink = TestSink(shop.database)
            let (first, _) = try await export(shop, sink)
            try await first.run()
            #expect(sink[.created] == 600)
            try await items(shop, 600, text: "Better thing")
            let (second, session) = try await export(shop, sink)
            try await second.run()
            #expect(sink[.updated] == 600)
            #expect(session.scope.totals.requests <= 13)
            #expect(session.scope.totals.points <= 31)
        }
    }

    @Test func pricesHaveRecordsOfTheirOwn() async throws {
        try await SandboxShop.use(.sqliteInMemory, ["orders": 0, "products": 0], settings: Self.card) { shop in
            try await items(shop, 3)
            let sink = TestSink(shop.database)
            try await export(shop, sink).0.run()
            try await shop.ledger.importCSVText("no,unitPrice,currency\nI1,9.99,USD\nI2,9.99,USD\n", .items)
            try await shop.control("faults/add", ["kind": "user-errors", "operation": "productVariantsBulkUpdate", "times": 1])
            let (prices, _) = try await export(shop, sink, onlyPrices: true)
            try await prices.run()
            #expect(try await shop.connector.skipped.list().map(\.record) == ["prices/I1"])
            try await prices.run(retryAll: true)
            #expect(try await shop.connector.skipped.list().isEmpty)
        }
    }

    @Test func customersOfOursAreNotAskedForByTheWayIn() async throws {
        let card = Self.card.merging(["customerImport": "all"]) { $1 }
        try await SandboxShop.use(.sqliteInMemory, ["orders": 0, "customers": 0], settings: card) { shop in
            let rows = (1...4).map { "K\($0),Ada Number\($0),ada\($0)@example.com" }
            try await shop.ledger.importCSVText("no,name,email\n" + rows.joined(separator: "\n"), .customers)
            try await shop.control("faults/add", ["kind": "user-errors", "operation": "customerSet", "every": 2])
            let sink = TestSink(shop.database)
            let session = try await ShopSession.open("DEMO", shop.connector, sink)
            let incoming = CustomerImportRun(session: session, database: shop.database, backOffice: shop.ledger, sink: sink)
            let outgoing = CustomerExport(session: session, database: shop.database, backOffice: shop.ledger, sink: sink)
            try await outgoing.run(retryAll: true)
            #expect(try await shop.connector.skipped.list().count == 2)
            try await shop.control("faults/clear")
            try await incoming.run(retryAll: true)
            try await outgoing.run(retryAll: true)
            #expect(try await shop.connector.skipped.list().isEmpty)
            try await #expect(applied(shop, "customerSet") == 4)
            // The same again, in a process of its own as it were: nothing has changed, whatever order JSON has its keys in.
            let before = session.scope.totals.requests
            try await outgoing.run(retryAll: true)
            #expect(session.scope.totals.requests == before)
        }
    }
}

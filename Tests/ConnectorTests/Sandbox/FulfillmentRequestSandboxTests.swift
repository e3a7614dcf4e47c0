import BackOffice
import Connector
import Foundation
import JobQueue
import Ledger
import StorageTesting
import Testing

@testable import Connector

/// Requests to ship, to our own fulfillment service and to others'.
@Suite(.needsSandbox, .serialized) struct FulfillmentRequestSandboxTests {
    /// A shop whose orders ship from the location of a service.
    private func use(_ services: [String: Any], _ body: (SandboxShop, String) async throws -> Void) async throws {
        try await SandboxShop.use(.sqliteInMemory, ["orders": 0, "products": 5, "customers": 3]) { shop in
            try await shop.control("seed", services)
            _ = try await shop.connector.shops.test("DEMO")
            let place = try #require(try await shop.connector.mappings.locations("DEMO").first { $0.fulfillmentService })
            try await body(shop, try #require(place.locationId))
        }
    }

    private func accept(_ shop: SandboxShop) async throws -> (TestSink, Int) {
        let sink = TestSink(shop.database)
        let session = try await ShopSession.open("DEMO", shop.connector, sink)
        try await FulfillmentRequests(session: session, database: shop.database, sink: sink).run()
        return (sink, session.scope.totals.requests)
    }

    @Test func acceptedOnceAndThenShipped() async throws {
        try await use(["services": 1]) { shop, place in
            try await shop.control("orders/place", ["location": place])
            try await shop.control("orders/request")
            let (sink, requests) = try await accept(shop)
            #expect(sink[.updated] == 1)
            #expect(sink[.failed] == 0)
            #expect(requests == 2)
            let (again, _) = try await accept(shop)
            #expect(again[.updated] == 0, "nothing is accepted twice")
            #expect(try await shop.connector.mappings.locations("DEMO").contains { $0.ownService })

            // What was accepted is ours to ship, though the location is not mapped.
            try await shop.importOrders()
            try await shop.processOrders()
            let order = try #require(try await shop.connector.orders.list().first)
            let document = try #require(order.documentNo)
            _ = try await shop.ledger.ship(document)
            let shipping = TestSink(shop.database)
            let session = try await ShopSession.open("DEMO", shop.connector, shipping)
            try await ShipmentExport(session: session, database: shop.database, backOffice: shop.ledger, sink: shipping).run(
                retryAll: false
            )
            #expect(shipping[.created] == 1)
            #expect(try await shop.connector.skipped.list().map(\.reason) == [])
        }
    }

    @Test func anothersServiceIsLeftAloneWithAReason() async throws {
        try await use(["foreignServices": 1]) { shop, place in
            try await shop.control("orders/place", ["location": place])
            try await shop.control("orders/request")
            let (sink, _) = try await accept(shop)
            #expect(sink[.updated] == 0)
            #expect(sink[.failed] == 0)
            try await shop.importOrders()
            try await shop.processOrders()
            let order = try #require(try await shop.connector.orders.list().first)
            _ = try await shop.ledger.ship(try #require(order.documentNo))
            let shipping = TestSink(shop.database)
            let session = try await ShopSession.open("DEMO", shop.connector, shipping)
            try await ShipmentExport(session: session, database: shop.database, backOffice: shop.ledger, sink: shipping).run(
                retryAll: false
            )
            let reasons = try await shop.connector.skipped.list().map(\.reason)
            #expect(reasons.count == 1)
            #expect(reasons.first?.contains("another's fulfillment service") == true, "\(reasons)")
        }
    }

    @Test func aShopWithoutServicesIsNotAsked() async throws {
        try await SandboxShop.use(.sqliteInMemory, ["orders": 1]) { shop in
            let (_, requests) = try await accept(shop)
            #expect(requests == 0)
        }
    }

    @Test func aDryRunTellsAndAcceptsNothing() async throws {
        try await use(["services": 1]) { shop, place in
            try await shop.control("orders/place", ["location": place])
            try await shop.control("orders/request")
            let sink = TestSink(shop.database)
            let session = try await ShopSession.open("DEMO", shop.connector, sink)
            let changes = try await FulfillmentRequests(session: session, database: shop.database, sink: sink).preview()
            #expect(changes.map(\.to) == ["accepted"])
            let (real, _) = try await accept(shop)
            #expect(real[.updated] == 1)
        }
    }
}

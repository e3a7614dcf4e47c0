import BackOffice
import Connector
import Foundation
import JobQueue
import Ledger
import Storage
import StorageTesting
import Testing

@testable import Connector

@Suite struct OrderProcessorTests {
    private static let card = [
        "skuMapping": "itemNo", "createUnknownItems": "true", "createUnknownCustomers": "true", "writeBackDocumentNumber": "true",
        "archiveProcessedOrders": "true",
    ]

    private func order(_ name: String, _ sku: String = "A") -> ShopOrder {
        var making = OrderMaking(name)
        making.line(sku, 10, quantity: 2, tax: 4)
        return making.stating(24, tax: 4)
    }

    @Test(arguments: TestDatabases.all) func ordersBecomeDocuments(_ kind: TestDatabase) async throws {
        try await LocalShop.use(kind, settings: Self.card) { local in
            try await local.save([order("#1"), order("#2")])
            let sink = TestSink(local.database)
            try await local.process(sink)
            #expect(sink[.created] == 2)
            #expect(sink[.read] == 2)
            let orders = try await local.connector.orders.list(.init(shop: "DEMO", processed: true))
            #expect(orders.map(\.name) == ["#2", "#1"])
            #expect(orders.allSatisfy { $0.documentTotal == $0.total && $0.documentNo != nil })
            // The buyer of both is one customer.
            #expect(try await local.ledger.customers(after: nil, limit: 10).count == 1)
            let again = TestSink(local.database)
            try await local.process(again)
            #expect(again[.read] == 0)
            let intents = try await local.database.read {
                try IntentStore(tx: $0, shop: "DEMO").due([.documentNumber, .archive], limit: 10)
            }
            #expect(intents.map(\.kind) == [.documentNumber, .documentNumber])
        }
    }

    @Test func failureNamesEveryLineAndIsParked() async throws {
        try await LocalShop.use(settings: ["skuMapping": "itemNo"]) { local in
            var making = OrderMaking("#9")
            making.line("A", 10)
            making.line("B", 5)
            making.shipping("Standard", 4)
            try await local.save([making.stating(19), order("#10")])
            let sink = TestSink(local.database)
            try await local.process(sink)
            #expect(sink[.failed] == 2)
            let failed = try await local.connector.orders.show("#9")
            let error = try #require(failed.error)
            for word in [
                "customer “Ada Byron”", "line “Item A” (SKU A)", "line “Item B” (SKU B)", "shippingAccount", "createUnknownItems=true",
            ] {
                #expect(error.contains(word), "\(word) in \(error)")
            }
            #expect(failed.errorCode == "notMapped")
            #expect(try await local.connector.skipped.list(task: "process-orders").count == 2)
            // Mended on the shop card, the next run makes them.
            try await local.connector.shops.set(
                "DEMO",
                ["createUnknownItems": "true", "createUnknownCustomers": "true", "shippingAccount": "8100"]
            )
            try await local.process(sink)
            #expect(sink[.created] == 2)
            #expect(try await local.connector.skipped.list().isEmpty)
            #expect(try await local.connector.orders.show("#9").error == nil)
        }
    }

    @Test func differenceParksTheOrderWithTheAmounts() async throws {
        try await LocalShop.use(settings: Self.card) { local in
            var making = OrderMaking("#3")
            making.line("A", 10)
            try await local.save([making.stating(11)])
            try await local.process(TestSink(local.database))
            let order = try await local.connector.orders.show("3")
            #expect(order.errorCode == "totalsDiffer")
            #expect(order.error?.contains("a difference of 1.00 EUR") == true)
            #expect(try await local.ledger.salesDocument(key: "DEMO/gid://shopify/Order/3") == nil)
        }
    }

    @Test func cancelledOrderIsDoneWithoutDocument() async throws {
        try await LocalShop.use(settings: Self.card) { local in
            var making = OrderMaking("#4")
            making.line("A", 10, quantity: 1, current: 0)
            try await local.save([making.stating(0)])
            let sink = TestSink(local.database)
            try await local.process(sink)
            #expect(sink[.unchanged] == 1)
            let order = try await local.connector.orders.show("#4")
            #expect(order.processed)
            #expect(order.documentNo == nil)
        }
    }

    @Test func dryRunShowsAndMakesNothing() async throws {
        try await LocalShop.use(settings: Self.card) { local in
            _ = try await local.ledger.createItem(ItemDraft(no: "A", description: "A", unitPrice: Money(10, "EUR")), key: "a")
            _ = try await local.ledger.createCustomer(CustomerDraft(name: "Ada", email: "ADA@example.com"), key: "ada")
            try await local.save([order("#1"), order("#2", "UNKNOWN")])
            let shop = try await local.connector.shops.show("DEMO")
            let sink = TestSink(local.database)
            let changes = try await OrderProcessor(shop: shop, database: local.database, backOffice: local.ledger, sink: sink).preview(
                .init()
            )
            #expect(changes.map(\.record) == ["#1", "#2"])
            #expect(changes[0].to.contains("24.00 EUR"))
            #expect(changes[1].field == "error")
            #expect(sink.writes == 0)
            #expect(try await local.connector.orders.list(.init(processed: true)).isEmpty)
        }
    }

    @Test func changedOrderIsFlaggedUntilResolved() async throws {
        try await LocalShop.use(settings: Self.card) { local in
            let first = order("#1")
            try await local.save([first])
            try await local.process(TestSink(local.database))
            var changed = first
            changed.updatedAt = changed.updatedAt.addingTimeInterval(600)
            changed.note = "Leave it with the neighbour"
            try await local.save([changed])
            let flagged = try await local.connector.orders.show("#1")
            #expect(flagged.needsAttention)
            #expect(flagged.differences.map(\.field) == ["note"])
            #expect(try await local.connector.cues.counts().orderUpdates == 1)
            #expect(try await local.connector.orders.resolve("#1").needsAttention == false)
            // Resolved is resolved: the same state is no change any more.
            changed.updatedAt = changed.updatedAt.addingTimeInterval(600)
            try await local.save([changed])
            #expect(try await local.connector.orders.show("#1").needsAttention == false)
            let error = await #expect(throws: ConnectorError.self) { try await local.connector.orders.resolve("#1") }
            #expect(error?.code == .conflict)
        }
    }

    /// The process dies after the document was made and before that is known here, and the order changes before the next run: the document
    /// stands, and the difference is told.
    @Test func whatChangedWhileNobodyRanIsFlagged() async throws {
        try await LocalShop.use(settings: Self.card) { local in
            try await local.save([order("#1")])
            let dying = TestSink(local.database, dieAt: 2)
            await #expect(throws: TestSink.Killed.self) { try await local.process(dying) }
            var making = OrderMaking("#1")
            making.line("A", 10, quantity: 3, tax: 6)
            var changed = making.stating(36, tax: 6)
            changed.updatedAt = changed.updatedAt.addingTimeInterval(600)
            try await local.save([changed])
            let sink = TestSink(local.database)
            try await local.process(sink)
            #expect(sink[.created] == 0 && sink[.unchanged] == 1 && sink[.failed] == 0)
            let found = try await local.connector.orders.show("#1")
            #expect(found.processed && found.needsAttention)
            #expect(found.differences.map(\.field) == ["total"])
            let documents = try await local.ledger.salesDocuments(DocumentFilter(), page: PageRequest(limit: 10)).records
            #expect(documents.count == 1)
        }
    }

    @Test func rawAnswerIsKeptOnce() async throws {
        try await LocalShop.use { local in
            let first = order("#1")
            try await local.save([first])
            try await local.save([first])
            #expect(try await local.connector.orders.raw("#1") == [UInt8](first.id.utf8))
            let kept = try await local.database.read { try $0.value(Int.self, "SELECT COUNT(*) FROM connector_contents") }
            #expect(kept == 1)
        }
    }
}

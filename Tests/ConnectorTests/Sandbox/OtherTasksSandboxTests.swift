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

/// Shipments, stock, customers, products and payouts against the sandbox.
@Suite(.needsSandbox, .serialized) struct OtherTasksSandboxTests {
    private func session(_ shop: SandboxShop, _ sink: TestSink) async throws -> ShopSession {
        try await ShopSession.open("DEMO", shop.connector, sink)
    }

    @Test func shipmentsBecomeFulfillmentsOnce() async throws {
        try await SandboxShop.use(nil, ["orders": 30]) { shop in
            try await shop.importOrders()
            try await shop.processOrders()
            for order in try await shop.connector.orders.list() where order.documentType == "order" {
                let packages = [ShipmentDraft.Package(trackingNo: "T-\(order.name)", agent: "DHL")]
                _ = try await shop.ledger.ship(order.documentNo ?? "", ShipmentDraft(packages: packages))
            }
            let sink = TestSink(shop.database)
            let session = try await session(shop, sink)
            let export = ShipmentExport(session: session, database: shop.database, backOffice: shop.ledger, sink: sink)
            try await export.run(retryAll: false)
            #expect(sink[.failed] == 0)
            #expect(sink[.created] > 0)
            let sent = sink[.created]
            try await export.run(retryAll: false)
            #expect(sink[.created] == sent, "nothing is shipped twice")

            let (_, again, _) = try await shop.importOrders()
            #expect(again[.read] == 0, "own shipments do not come back")
            let states = try await shop.connector.orders.list().map(\.fulfillmentStatus)
            #expect(states.allSatisfy { $0 == "FULFILLED" })
        }
    }

    @Test func lostAnswerShipsNothingTwice() async throws {
        try await SandboxShop.use(nil, ["orders": 1]) { shop in
            try await shop.importOrders()
            try await shop.processOrders()
            let order = try #require(try await shop.connector.orders.list().first)
            _ = try await shop.ledger.ship(order.documentNo ?? "")
            // Dies after the fulfillment was made and before that is known here: the writes are intents, then the outcome.
            let dying = TestSink(shop.database, dieAt: 2)
            let first = try await session(shop, dying)
            await #expect(throws: TestSink.Killed.self) {
                try await ShipmentExport(session: first, database: shop.database, backOffice: shop.ledger, sink: dying).run(retryAll: false)
            }
            let sink = TestSink(shop.database)
            try await ShipmentExport(
                session: try await session(shop, sink),
                database: shop.database,
                backOffice: shop.ledger,
                sink: sink
            ).run(retryAll: false)
            #expect(sink[.failed] == 0)
            let (_, _, _) = try await shop.importOrders()
            let content = try await OrdersToShip.read([order.id], try await session(shop, sink).client)
            #expect(content[order.id]?.fulfillments.count == 1)
        }
    }

    /// The shop ships, and its answer is lost on the way: nobody knows, so nothing is sent again before the shop was looked at.
    @Test func whatMayHaveBeenShippedIsLookedForFirst() async throws {
        try await SandboxShop.use(nil, ["orders": 1]) { shop in
            try await shop.importOrders()
            try await shop.processOrders()
            let order = try #require(try await shop.connector.orders.list().first)
            _ = try await shop.ledger.ship(order.documentNo ?? "")
            try await shop.control("faults/add", ["kind": "close-after", "operation": "fulfillmentCreate", "times": 1])
            let sink = TestSink(shop.database)
            let session = try await session(shop, sink)
            let export = ShipmentExport(session: session, database: shop.database, backOffice: shop.ledger, sink: sink)
            try await export.run(retryAll: false)
            #expect(sink[.failed] == 1)
            #expect(try await shop.connector.skipped.list().count == 1)
            try await export.run(retryAll: true)
            #expect(sink[.failed] == 1)
            #expect(try await shop.connector.skipped.list().isEmpty)
            let content = try await OrdersToShip.read([order.id], session.client)
            #expect(content[order.id]?.fulfillments.count == 1)
        }
    }

    /// Somebody else has shipped the same before, and our request is lost before it arrives: theirs is not taken for ours.
    @Test func whatOthersShippedIsNotTakenForOurs() async throws {
        try await SandboxShop.use(.sqliteInMemory, ["orders": 20]) { shop in
            try await shop.importOrders()
            try await shop.processOrders()
            var found: (order: OrderSummary, line: Int)?
            for order in try await shop.connector.orders.list() where order.documentType == "order" {
                let document = try await shop.ledger.salesDocument(.order, no: order.documentNo ?? "")
                guard let line = document?.lines.first(where: { $0.type == .item && $0.quantity >= 2 }) else { continue }
                found = (order, line.no)
                break
            }
            let (order, line) = try #require(found)
            let one = ShipmentDraft(lines: [LineQuantity(line: line, quantity: 1)])
            let first = try await shop.ledger.ship(order.documentNo ?? "", one)
            let sink = TestSink(shop.database)
            let session = try await session(shop, sink)
            let export = ShipmentExport(session: session, database: shop.database, backOffice: shop.ledger, sink: sink)
            try await export.run(retryAll: false)
            // As if it had been made in the shop.
            _ = try await shop.database.write { tx in
                try tx.execute("DELETE FROM connector_fulfillments WHERE shop = 'DEMO' AND shipment_no = \(first.no)")
            }
            _ = try await shop.ledger.ship(order.documentNo ?? "", one)
            try await shop.control("faults/add", ["kind": "close-before", "operation": "fulfillmentCreate", "times": 1])
            try await export.run(retryAll: false)
            #expect(sink[.failed] == 1)
            try await export.run(retryAll: true)
            #expect(try await shop.connector.skipped.list().isEmpty)
            let content = try await OrdersToShip.read([order.id], session.client)
            #expect(content[order.id]?.fulfillments.count == 2)
        }
    }

    @Test func stockIsSetWhereItDiffers() async throws {
        try await SandboxShop.use(nil, ["orders": 0, "products": 20]) { shop in
            _ = try await shop.connector.shops.test("DEMO")
            let location = try #require(try await shop.connector.mappings.locations("DEMO").first)
            try await shop.ledger.importCSVText("code,name\nMAIN,Main\n", .locations)
            try await shop.connector.mappings.mapLocation("DEMO", location.name, to: ["MAIN"], calculation: .freeInventory)
            let sink = TestSink(shop.database)
            let session = try await session(shop, sink)
            var skus: [String] = []
            for try await page in session.client.pages(Admin.StockLevels(locationId: try #require(location.locationId))) {
                skus += page.nodes.compactMap(\.item.sku)
            }
            for sku in skus {
                _ = try await shop.ledger.createItem(ItemDraft(no: sku, description: sku, unitPrice: Money(1, "USD")), key: sku)
            }
            try await shop.ledger.importCSVText(
                "itemNo,variantCode,locationCode,quantity\n"
                    + skus.enumerated().map { "\($0.element),,MAIN,\($0.offset + 3)" }.joined(separator: "\n"),
                .inventory
            )
            let export = InventoryExport(session: session, database: shop.database, backOffice: shop.ledger, sink: sink, entry: "entry")
            try await export.run()
            #expect(sink[.failed] == 0)
            #expect(sink[.updated] > 0)
            let changed = sink[.updated]
            try await export.run()
            #expect(sink[.updated] == changed, "nothing differs any more")
            #expect(try await export.preview().isEmpty)
        }
    }

    @Test func customersComeInOnce() async throws {
        let card = ["customerImport": "all", "createUnknownCustomers": "true"]
        try await SandboxShop.use(nil, ["orders": 0, "customers": 60], settings: card) { shop in
            let sink = TestSink(shop.database)
            let session = try await session(shop, sink)
            let work = CustomerImportRun(session: session, database: shop.database, backOffice: shop.ledger, sink: sink)
            try await work.run(retryAll: false)
            #expect(sink[.read] == 60)
            #expect(sink[.created] == 60)
            #expect(sink[.failed] == 0)
            try await work.run(retryAll: false)
            #expect(sink[.created] == 60)
            #expect(session.scope.totals.requests == 2)
        }
    }

    @Test func payoutsReconcile() async throws {
        try await SandboxShop.use(nil, ["orders": 200, "mix": "everything"]) { shop in
            try await shop.control("seed", ["payouts": true])
            let sink = TestSink(shop.database)
            let session = try await session(shop, sink)
            let work = PayoutImport(session: session, database: shop.database, sink: sink)
            try await work.run()
            let payouts = try await shop.connector.payouts.list(shop: "DEMO")
            #expect(!payouts.isEmpty)
            for payout in payouts { #expect(payout.isReconciled, "\(payout.id): \(payout.difference)") }
            try await work.run()
            #expect(sink[.created] == payouts.count)
            let shown = try await shop.connector.payouts.show(payouts[0].id)
            #expect(shown.entries.filter { !$0.isTransfer }.count == payouts[0].transactions)
        }
    }

    /// Where an order import has seen the payments, their orders cost no request; otherwise one for each page.
    @Test(arguments: [true, false]) func transactionsKnowTheirOrders(_ imported: Bool) async throws {
        try await SandboxShop.use(nil, ["orders": 60]) { shop in
            try await shop.control("seed", ["payouts": true])
            if imported { try await shop.importOrders() }
            let sink = TestSink(shop.database)
            let session = try await session(shop, sink)
            try await PayoutImport(session: session, database: shop.database, sink: sink).run()
            let operations = session.scope.take().map(\.operation)
            #expect(operations.contains("OrderTransactionsByIDs") == !imported)
            var named: Set<String> = []
            for payout in try await shop.connector.payouts.list(shop: "DEMO") {
                for entry in try await shop.connector.payouts.show(payout.id).entries where entry.orderTransactionID != nil {
                    #expect(entry.orderID?.hasPrefix("gid://shopify/Order/") == true)
                    named.insert(try #require(entry.orderName))
                }
            }
            #expect(named.count == 60)
        }
    }

    /// Only what a run read is looked at: a payout of long ago that does not reconcile is not said again and again.
    @Test func aRunSpeaksOfItsOwnPayouts() async throws {
        try await SandboxShop.use(nil, ["orders": 40]) { shop in
            try await shop.control("seed", ["payouts": true])
            let sink = TestSink(shop.database)
            let touched = try await PayoutImport(session: try await session(shop, sink), database: shop.database, sink: sink).run()
            let payouts = try await shop.connector.payouts.list(shop: "DEMO")
            #expect(touched == Set(payouts.map(\.id)))
            let final = try #require(payouts.last { !$0.isOpen })
            try await shop.database.write { tx in
                _ = try tx.execute("UPDATE connector_payouts SET net = '0.01' WHERE id = \(final.id)")
            }
            #expect(try await shop.connector.payouts.unreconciled(touched, shop: "DEMO").map(\.id) == [final.id])
            #expect(try await shop.connector.payouts.unreconciled([], shop: "DEMO").isEmpty)
            let again = TestSink(shop.database)
            let next = try await PayoutImport(session: try await session(shop, again), database: shop.database, sink: again).run()
            #expect(!next.contains(final.id))
        }
    }

    @Test func productsGoOutOnceAndComeBackLinked() async throws {
        let card = ["itemSync": "toShopify", "canUpdateShopProducts": "true"]
        try await SandboxShop.use(nil, ["orders": 0, "products": 0], settings: card) { shop in
            for number in 1...8 {
                _ = try await shop.ledger.createItem(
                    ItemDraft(
                        no: "I\(number)",
                        description: "Item \(number)",
                        unitPrice: Money(Decimal(number), "USD"),
                        variants: number % 2 == 0
                            ? [
                                ItemVariant(itemNo: "I\(number)", code: "S", option1: "S"),
                                ItemVariant(itemNo: "I\(number)", code: "M", option1: "M"),
                            ] : []
                    ),
                    key: "i\(number)"
                )
            }
            try await shop.connector.shops.set("DEMO", ["skuMapping": "itemNoAndVariantCode"])
            let sink = TestSink(shop.database)
            let session = try await session(shop, sink)
            let export = ProductExport(
                session: session,
                database: shop.database,
                backOffice: shop.ledger,
                sink: sink,
                onlyPrices: false,
                currency: "USD"
            )
            try await export.run()
            #expect(sink[.created] == 8)
            #expect(sink[.failed] == 0)
            let requests = session.scope.totals.requests
            try await export.run()
            #expect(session.scope.totals.requests == requests, "nothing changed costs nothing")
            let keys = try await session.client.page(Admin.VariantKeys())
            let skus = Set((keys?.nodes ?? []).compactMap { $0.sku })
            #expect(skus.isSuperset(of: ["I1", "I2|S", "I2|M"]))
        }
    }
}

extension Ledger {
    /// A CSV import, which throws what is wrong.
    func importCSVText(_ text: String, _ kind: CSVKind) async throws {
        _ = try await importCSV(kind, from: .bytes([UInt8](text.utf8)))
    }
}

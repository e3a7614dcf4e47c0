import BackOffice
import Connector
import Foundation
import JobQueue
import Ledger
import ShopifyAdmin
import StorageTesting
import Synchronization
import Testing

@testable import Connector

/// Customers out, stale stock, payments and archiving.
@Suite(.needsSandbox, .serialized) struct TaskDetailsSandboxTests {
    @Test func customersGoOutOnce() async throws {
        let card = ["canUpdateShopCustomers": "true", "customerImport": "none"]
        try await SandboxShop.use(nil, ["orders": 0, "customers": 0], settings: card) { shop in
            _ = try await shop.ledger.createCustomer(CustomerDraft(no: "C1", name: "Ada Byron", email: "ada@example.com"), key: "c1")
            _ = try await shop.ledger.createCustomer(CustomerDraft(no: "C2", name: "Nobody knows"), key: "c2")
            let sink = TestSink(shop.database)
            let session = try await ShopSession.open("DEMO", shop.connector, sink)
            let work = CustomerExport(session: session, database: shop.database, backOffice: shop.ledger, sink: sink)
            #expect(try await work.preview().map(\.record) == ["C1"])
            // A preview counts what it looked at, too.
            let seen = sink[.skipped]
            try await work.run(retryAll: false)
            #expect(sink[.updated] == 1)
            #expect(sink[.skipped] - seen == 1, "without an e-mail nothing identifies a customer in the shop")
            let customers = try await session.client.page(Admin.Customers())?.nodes ?? []
            #expect(customers.map { $0.defaultEmailAddress?.emailAddress } == ["ada@example.com"])
            #expect(customers.first?.lastName == "Byron")
            let requests = session.scope.totals.requests
            try await work.run(retryAll: false)
            #expect(session.scope.totals.requests == requests)
            #expect(sink[.failed] == 0)
        }
    }

    /// Somebody counts the shelf between our look and our write: the stale quantity never overwrites, what is written is computed anew.
    @Test func staleStockIsReadAgain() async throws {
        try await SandboxShop.use(.sqliteInMemory, ["orders": 0, "products": 3]) { shop in
            _ = try await shop.connector.shops.test("DEMO")
            let location = try #require(try await shop.connector.mappings.locations("DEMO").first)
            let place = try #require(location.locationId)
            try await shop.ledger.importCSVText("code,name\nMAIN,Main\n", .locations)
            try await shop.connector.mappings.mapLocation("DEMO", location.name, to: ["MAIN"], calculation: .freeInventory)
            let client = try await ShopSession.open("DEMO", shop.connector, TestSink(shop.database)).client
            let levels = try await client.page(Admin.StockLevels(locationId: place))?.nodes.filter(\.item.tracked) ?? []
            let first = try #require(levels.first)
            for level in levels {
                let sku = try #require(level.item.sku)
                _ = try await shop.ledger.createItem(ItemDraft(no: sku, description: sku, unitPrice: Money(1, "USD")), key: sku)
            }
            let rows = levels.compactMap(\.item.sku).map { "\($0),,MAIN,500" }.joined(separator: "\n")
            try await shop.ledger.importCSVText("itemNo,variantCode,locationCode,quantity\n" + rows, .inventory)

            let isFirst = Mutex(true)
            let counting = StockHook(ledger: shop.ledger) {
                guard
                    isFirst.withLock({ flag in
                        defer { flag = false }; return flag
                    })
                else { return }
                let counted = Admin.InventoryQuantityInput(
                    inventoryItemId: first.item.id,
                    locationId: place,
                    quantity: 7,
                    changeFromQuantity: Nullable(first.onHand)
                )
                let input = Admin.InventorySetQuantitiesInput(reason: "correction", name: "on_hand", quantities: [counted])
                _ = try await client.execute(Admin.StockSet(input: input, key: UUID().uuidString))
            }
            let sink = TestSink(shop.database)
            let session = try await ShopSession.open("DEMO", shop.connector, sink)
            try await InventoryExport(session: session, database: shop.database, backOffice: counting, sink: sink, entry: "entry").run()
            #expect(sink[.failed] == 0)
            let operations = session.scope.take().map(\.operation)
            #expect(operations.filter { $0 == "StockSet" }.count >= 2, "the first write was stale")
            #expect(operations.contains("StockLevelsByIDs"), "only the stale pair is read again")
            let after = try await client.page(Admin.StockLevels(locationId: place))?.nodes.filter(\.item.tracked) ?? []
            #expect(after.allSatisfy { $0.onHand == 500 })
        }
    }

    @Test func openInvoicesAreSuggestedForPaymentOnce() async throws {
        try await SandboxShop.use(nil, ["orders": 4]) { shop in
            try await shop.importOrders()
            try await shop.processOrders()
            for order in try await shop.connector.orders.list() where order.documentType == "order" {
                _ = try await shop.ledger.ship(order.documentNo ?? "")
                _ = try await shop.ledger.postInvoice(order.documentNo ?? "")
            }
            let suggested = try await shop.connector.payouts.suggestPayments(shop: "DEMO")
            #expect(!suggested.isEmpty)
            for payment in suggested {
                let order = try #require(try await shop.connector.orders.list().first { $0.name == payment.orderName })
                #expect(payment.draft.amount == order.documentTotal)
                _ = try await shop.connector.payouts.post(payment)
                // The same suggestion twice is one receipt.
                _ = try await shop.connector.payouts.post(payment)
            }
            #expect(try await shop.connector.payouts.suggestPayments(shop: "DEMO").isEmpty)
        }
    }

    @Test func finishedOrdersAreArchivedOnce() async throws {
        let card = ["archiveProcessedOrders": "true", "fulfilledAsInvoices": "true"]
        try await SandboxShop.use(nil, ["orders": 2], settings: card) { shop in
            try await shop.control("orders/fulfil")
            try await shop.importOrders()
            let (sink, _) = try await shop.processOrders()
            #expect(sink[.failed] == 0)
            try await shop.importOrders()
            let orders = try await shop.connector.orders.list()
            var closed: [String] = []
            for order in orders {
                let session = try await ShopSession.open("DEMO", shop.connector, TestSink(shop.database))
                let node = try await session.client.hydrated(Admin.OrderStatesByIDs(ids: [order.id])).first?.node
                if node?.closedAt != nil { closed.append(order.name) }
            }
            #expect(closed == orders.filter { $0.fulfillmentStatus == "FULFILLED" }.map(\.name))
            #expect(closed.count == 1)
            let (_, scope) = try await shop.processOrders()
            #expect(scope.totals.requests == 0, "nothing is written twice")
        }
    }
}

/// The ledger, with something that happens whenever it is asked for stock.
private struct StockHook: StockReporting {
    let ledger: Ledger
    let asked: @Sendable () async throws -> Void

    var name: String { ledger.name }
    func checkConnection() async throws { try await ledger.checkConnection() }
    func customers(matching keys: Set<CustomerKey>) async throws -> [CustomerKey: [Customer]] { try await ledger.customers(matching: keys) }
    func items(matching keys: Set<ItemKey>) async throws -> [ItemKey: [ItemMatch]] { try await ledger.items(matching: keys) }
    func items(numbers: [String]) async throws -> [Item] { try await ledger.items(numbers: numbers) }
    func locations() async throws -> [Location] { try await ledger.locations() }
    func createSalesDocument(_ draft: SalesDocumentDraft, key: String) async throws -> SalesDocument {
        try await ledger.createSalesDocument(draft, key: key)
    }
    func salesDocument(key: String) async throws -> SalesDocument? { try await ledger.salesDocument(key: key) }
    func salesDocument(_ type: SalesDocumentType, no: String) async throws -> SalesDocument? {
        try await ledger.salesDocument(type, no: no)
    }

    func stock(of keys: Set<StockKey>, at locations: Set<String>, ownKeys: String?) async throws -> [StockKey: StockLevels] {
        let levels = try await ledger.stock(of: keys, at: locations, ownKeys: ownKeys)
        try await asked()
        return levels
    }
}

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

/// *Sync products*, both ways, many and few, and prices alone.
@Suite(.needsSandbox, .serialized) struct ProductsSandboxTests {
    private static let out = ["itemSync": "toShopify", "canUpdateShopProducts": "true", "skuMapping": "itemNo"]

    @discardableResult
    private func export(_ shop: SandboxShop, onlyPrices: Bool = false) async throws -> (TestSink, RequestScope) {
        let sink = TestSink(shop.database)
        let session = try await ShopSession.open("DEMO", shop.connector, sink)
        try await exporting(shop, session, sink, onlyPrices).run()
        return (sink, session.scope)
    }

    private func exporting(_ shop: SandboxShop, _ session: ShopSession, _ sink: TestSink, _ onlyPrices: Bool) -> ProductExport {
        ProductExport(
            session: session,
            database: shop.database,
            backOffice: shop.ledger,
            sink: sink,
            onlyPrices: onlyPrices,
            currency: "USD"
        )
    }

    private func make(_ shop: SandboxShop, _ count: Int) async throws {
        for number in 1...count {
            _ = try await shop.ledger.createItem(
                ItemDraft(no: "I\(number)", description: "Item \(number)", unitPrice: Money(10, "USD")),
                key: "i\(number)"
            )
        }
    }

    private func prices(_ shop: SandboxShop) async throws -> [String: Decimal] {
        let client = try await ShopSession.open("DEMO", shop.connector, TestSink(shop.database)).client
        var found: [String: Decimal] = [:]
        for try await page in client.pages(Admin.VariantKeys()) { for variant in page.nodes { found[variant.sku ?? ""] = variant.price } }
        return found
    }

    /// An item whose texts and whose prices changed comes in several changes: the shop is searched for it once.
    @Test func anItemWithSeveralChangesIsSearchedForOnce() async throws {
        try await SandboxShop.use(.sqliteInMemory, ["orders": 0, "products": 0], settings: Self.out) { shop in
            try await make(shop, 400)
            // Each item once more, with another description, beyond the first page of changes; and a price for each.
            let rows = (1...400).map { "I\($0),Better item \($0),11.00,USD" }
            try await shop.ledger.importCSVText("no,description,unitPrice,currency\n" + rows.joined(separator: "\n"), .items)
            let prices = (1...400).map { "I\($0),USD,9.00" }
            try await shop.ledger.importCSVText("itemNo,currency,unitPrice\n" + prices.joined(separator: "\n"), .prices)
            let (sink, scope) = try await export(shop)
            #expect(sink[.created] == 400)
            let searches = scope.take().count { $0.operation == "VariantKeys" }
            // 250 items a page of changes, forty SKUs a search: 7 and 4.
            #expect(searches <= 11)
        }
    }

    /// Twelve variants come with a product; those behind them are read in addition, however many there are.
    @Test(arguments: [12, 13, 60, 300]) func allVariantsComeIn(_ count: Int) async throws {
        let card = ["itemSync": "fromShopify", "createUnknownItems": "true", "skuMapping": "itemNoAndVariantCode"]
        // The first product of the sandbox has one variant only.
        try await SandboxShop.use(.sqliteInMemory, ["orders": 0, "products": 0], settings: card) { shop in
            try await shop.control("seed", ["products": 2, "variants": count])
            let sink = TestSink(shop.database)
            let session = try await ShopSession.open("DEMO", shop.connector, sink)
            _ = try await shop.connector.shops.known(session)
            try await ProductImport(session: session, database: shop.database, backOffice: shop.ledger, sink: sink).run()
            #expect(sink[.failed] == 0)
            let links = try await shop.database.read { tx in
                try tx.value(Int.self, "SELECT COUNT(*) FROM connector_variants WHERE item_no IS NOT NULL") ?? 0
            }
            #expect(links == count + 1)
            let operations = session.scope.take().map(\.operation)
            #expect(operations.contains("ProductsByIDs") == (count > 12))
            #expect(operations.contains("ProductVariants") == (count > 250))
        }
    }

    @Test func productsComeInOnce() async throws {
        let card = ["itemSync": "fromShopify", "createUnknownItems": "true", "skuMapping": "itemNo", "shopCanUpdateItems": "true"]
        try await SandboxShop.use(nil, ["orders": 0, "products": 12], settings: card) { shop in
            let sink = TestSink(shop.database)
            let session = try await ShopSession.open("DEMO", shop.connector, sink)
            _ = try await shop.connector.shops.known(session)
            let work = ProductImport(session: session, database: shop.database, backOffice: shop.ledger, sink: sink)
            let planned = try await work.preview()
            let read = sink[.read]
            #expect(planned.count == read)
            #expect(read > 0)
            try await work.run()
            #expect(sink[.failed] == 0)
            #expect(sink[.created] > 0)
            let created = sink[.created]
            try await work.run()
            #expect(sink[.created] == created, "nothing comes in twice")
            #expect(sink[.unchanged] > 0)
            #expect(try await work.preview().isEmpty)
        }
    }

    @Test func manyProductsGoByBulkOperation() async throws {
        try await SandboxShop.use(.sqliteInMemory, ["orders": 0, "products": 0], settings: Self.out, time: .hurried()) { shop in
            try await make(shop, 120)
            let (sink, scope) = try await export(shop)
            #expect(sink[.created] == 120)
            #expect(sink[.failed] == 0)
            let operations = scope.take().map(\.operation)
            // One makes them, one publishes them: however many there are.
            #expect(operations.filter { $0 == "BulkMutationRun" }.count == 2)
            #expect(!operations.contains { $0.contains("ProductSet") })
            #expect(try await prices(shop).count == 120)
            let (_, again) = try await export(shop)
            #expect(again.totals.requests == 0)
        }
    }

    @Test func aPriceAloneTouchesNothingElse() async throws {
        try await SandboxShop.use(nil, ["orders": 0, "products": 0], settings: Self.out, time: .hurried()) { shop in
            try await make(shop, 3)
            try await export(shop)
            try await export(shop, onlyPrices: true)
            try await shop.ledger.importCSVText("no,description,unitPrice\nI2,Renamed,25.00\n", .items)
            let (sink, scope) = try await export(shop, onlyPrices: true)
            #expect(sink[.updated] == 1)
            #expect(!scope.take().contains { $0.operation.contains("ProductSet") })
            #expect(try await prices(shop) == ["I1": 10, "I2": 25, "I3": 10])
            let client = try await ShopSession.open("DEMO", shop.connector, TestSink(shop.database)).client
            let titles = try await client.page(Admin.Products())?.nodes.map(\.title) ?? []
            #expect(!titles.contains("Renamed"), "texts stay until products are synchronized")
        }
    }

    @Test func aDryRunSendsNothing() async throws {
        try await SandboxShop.use(.sqliteInMemory, ["orders": 0, "products": 0], settings: Self.out) { shop in
            try await make(shop, 3)
            let queue = JobQueue(database: shop.database, tasks: TaskRegistry(shop.connector.tasks))
            let run = try await queue.runInForeground(NewEntry(task: "sync-products", shop: "DEMO", isDryRun: true))
            #expect(run.status == .success, "\(run.error ?? "")")
            let planned = try await shop.connector.planned.list(run: run.id)
            #expect(planned.map(\.record).sorted() == ["I1", "I2", "I3"])
            #expect(try await prices(shop).isEmpty)
            let (sink, _) = try await export(shop)
            #expect(sink[.created] == 3, "the dry run left everything to do")
        }
    }
}

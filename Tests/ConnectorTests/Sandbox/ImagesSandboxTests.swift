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

/// *Sync images*, both ways.
@Suite(.needsSandbox, .serialized) struct ImagesSandboxTests {
    /// A shop whose products were made from so many items of the ledger.
    private func use(
        _ kind: TestDatabase = .sqliteInMemory,
        items: Int,
        variants: Bool = false,
        direction: String = "toShopify",
        time: AdminTime = .hurried(),
        _ body: (SandboxShop) async throws -> Void
    ) async throws {
        let card = [
            "itemSync": "toShopify", "canUpdateShopProducts": "true", "skuMapping": "itemNoAndVariantCode", "imageSync": direction,
        ]
        try await SandboxShop.use(kind, ["orders": 0, "products": 0], settings: card, time: time) { shop in
            try await shop.control("settings", ["mediaSeconds": 0.1, "bulkSeconds": 0, "rate": 2000, "bucket": 20_000])
            for number in 1...items {
                let no = "I\(number)"
                let codes = variants ? ["S", "M"].map { ItemVariant(itemNo: no, code: $0, description: "Size \($0)", option1: $0) } : []
                _ = try await shop.ledger.createItem(
                    ItemDraft(no: no, description: "Item \(number)", unitPrice: Money(1, "USD"), variants: codes),
                    key: no
                )
            }
            try await export(shop)
            try await body(shop)
        }
    }

    private func export(_ shop: SandboxShop) async throws {
        let sink = TestSink(shop.database)
        let session = try await ShopSession.open("DEMO", shop.connector, sink)
        let ledger = shop.ledger
        try await ProductExport(
            session: session,
            database: shop.database,
            backOffice: ledger,
            sink: sink,
            onlyPrices: false,
            currency: "USD"
        ).run()
    }

    @discardableResult
    private func send(_ shop: SandboxShop, sink: TestSink? = nil) async throws -> (TestSink, RequestScope) {
        let sink = sink ?? TestSink(shop.database)
        let session = try await ShopSession.open("DEMO", shop.connector, sink)
        try await ImageExport(session: session, database: shop.database, backOffice: shop.ledger, sink: sink, retryAll: true).run()
        return (sink, session.scope)
    }

    /// The pictures of all products in the shop, by product.
    private func media(_ shop: SandboxShop) async throws -> [Admin.ProductPictures] {
        let session = try await ShopSession.open("DEMO", shop.connector, TestSink(shop.database))
        var ids: [String] = []
        for try await page in session.client.pages(Admin.ProductChanges()) { ids += page.nodes.map(\.id) }
        return try await session.client.hydrated(Admin.PicturesByProductIDs(ids: ids)).compactMap(\.node)
    }

    private func states(_ shop: SandboxShop) async throws -> [String: Int] {
        try await shop.database.read { tx in
            let rows = try tx.rows("SELECT state, COUNT(*) AS count FROM connector_pictures GROUP BY state")
            return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.get("state"), try $0.get("count")) })
        }
    }

    @Test(arguments: TestDatabases.all) func picturesGoOutOnce(_ kind: TestDatabase) async throws {
        try await use(kind, items: 3, variants: true) { shop in
            for number in 1...3 { _ = try await shop.ledger.setPicture(itemNo: "I\(number)", content: TestPicture.png(number)) }
            _ = try await shop.ledger.setPicture(itemNo: "I1", variantCode: "S", content: TestPicture.png(11))
            let (sink, _) = try await send(shop)
            #expect(sink[.created] == 4)
            #expect(sink[.failed] == 0)
            #expect(try await states(shop) == ["ready": 4])
            let shown = try await media(shop)
            #expect(shown.map(\.media.nodes.count).sorted() == [1, 1, 2])
            #expect(shown.flatMap { $0.media.nodes.compactMap(\.alt) }.sorted() == ["Item 1", "Item 1 – Size S", "Item 2", "Item 3"])
            let attached = shown.flatMap(\.variants.nodes).filter { !$0.media.nodes.isEmpty }
            #expect(attached.map(\.sku) == ["I1|S"])

            let (_, scope) = try await send(shop)
            #expect(scope.totals.requests == 0, "nothing changed costs nothing")
        }
    }

    /// 54 media and variants come with a product; those behind them are read in addition.
    @Test func allPicturesOfAProductAreSeen() async throws {
        let card = [
            "itemSync": "fromShopify", "createUnknownItems": "true", "skuMapping": "itemNoAndVariantCode", "imageSync": "fromShopify",
        ]
        try await SandboxShop.use(.sqliteInMemory, ["orders": 0, "products": 0], settings: card) { shop in
            try await shop.control("seed", ["products": 2, "variants": 60, "pictures": 70])
            let sink = TestSink(shop.database)
            let session = try await ShopSession.open("DEMO", shop.connector, sink)
            _ = try await shop.connector.shops.known(session)
            try await ProductImport(session: session, database: shop.database, backOffice: shop.ledger, sink: sink).run()
            let rows = try await shop.database.read { tx in
                try tx.rows("SELECT variant_id, product_id FROM connector_variants ORDER BY variant_id").map {
                    (variant: try $0.get("variant_id", as: String.self), product: try $0.get("product_id", as: String.self))
                }
            }
            let last = try #require(rows.last)
            let whole = try await session.pictures(of: [last.product]).first?.outcome?.get()
            let medium = try #require(whole?.media.last)
            #expect(whole?.media.count == 70)
            _ = try await session.client.execute(
                Admin.VariantsUpdate(
                    productId: last.product,
                    variants: [Admin.ProductVariantsBulkInput(id: last.variant, mediaId: medium.id)]
                )
            )
            let seen = try await session.pictures(of: [last.product]).first?.outcome?.get()
            #expect(seen?.byVariant == [last.variant: medium.id], "the sixtieth variant shows the seventieth picture")
            let planned = try await ImageImport(session: session, database: shop.database, backOffice: shop.ledger, sink: sink).preview()
            #expect(planned.contains { $0.to == medium.image?.url })
        }
    }

    @Test func aThousandKeepToTheBudget() async throws {
        try await use(items: 1000, time: .system) { shop in
            for number in 1...1000 { _ = try await shop.ledger.setPicture(itemNo: "I\(number)", content: TestPicture.png(number)) }
            let (sink, scope) = try await send(shop)
            #expect(sink[.created] == 1000)
            #expect(scope.totals.requests <= 8)
            #expect(scope.totals.points <= 130)
            let shown = try await media(shop)
            #expect(shown.allSatisfy { $0.media.nodes.count == 1 })
        }
    }

    @Test func anotherPictureReplacesAndARemovedOneGoes() async throws {
        try await use(items: 2) { shop in
            for number in 1...2 { _ = try await shop.ledger.setPicture(itemNo: "I\(number)", content: TestPicture.png(number)) }
            try await send(shop)
            let before = Set(try await media(shop).flatMap { $0.media.nodes.map(\.id) })
            _ = try await shop.ledger.setPicture(itemNo: "I1", content: TestPicture.png(77))
            _ = try await shop.ledger.removePicture(itemNo: "I2")
            let (sink, _) = try await send(shop)
            #expect(sink[.updated] == 2)
            #expect(sink[.failed] == 0)
            let after = try await media(shop).flatMap(\.media.nodes)
            #expect(after.count == 1)
            #expect(before.isSuperset(of: after.map(\.id)), "the medium stays, its content is another")
            let content = try await ShopSession.open("DEMO", shop.connector, TestSink(shop.database)).client
                .download(try #require(after.first?.image?.url)).file
            #expect(content == TestPicture.png(77))
        }
    }

    @Test func whatShopifyCannotTakeIsParkedAndComesAgain() async throws {
        try await use(items: 2) { shop in
            try await shop.control("settings", ["mediaFailures": 1])
            for number in 1...2 { _ = try await shop.ledger.setPicture(itemNo: "I\(number)", content: TestPicture.png(number)) }
            let (sink, _) = try await send(shop)
            #expect(sink[.created] == 1)
            #expect(sink[.failed] == 1)
            let parked = try await shop.connector.skipped.list(task: "sync-images")
            #expect(parked.map(\.code) == ["IMAGE_PROCESSING_FAILURE"])
            #expect(parked.first?.reason.contains("could not be processed") == true)
            let (again, _) = try await send(shop)
            #expect(again[.created] == 1)
            #expect(try await shop.connector.skipped.list().isEmpty)
            #expect(try await media(shop).map(\.media.nodes.count) == [1, 1])
        }
    }

    @Test(arguments: [3, 120]) func aLostAnswerSendsNothingTwice(_ items: Int) async throws {
        try await use(items: items) { shop in
            for number in 1...items { _ = try await shop.ledger.setPicture(itemNo: "I\(number)", content: TestPicture.png(number)) }
            // Dies at each of the first writes: before anything left, and after Shopify has it.
            for write in 1...4 {
                let dying = TestSink(shop.database, dieAt: write)
                do { try await send(shop, sink: dying) } catch is TestSink.Killed {}
            }
            let (sink, _) = try await send(shop)
            #expect(sink[.failed] == 0)
            #expect(try await states(shop) == ["ready": items])
            let shown = try await media(shop)
            #expect(shown.allSatisfy { $0.media.nodes.count == 1 }, "each once")
        }
    }

    @Test func anAnswerThatWasLostOnTheWayIsLookedUp() async throws {
        try await use(items: 2) { shop in
            for number in 1...2 { _ = try await shop.ledger.setPicture(itemNo: "I\(number)", content: TestPicture.png(number)) }
            try await shop.control("faults/add", ["kind": "close-after", "operation": "productUpdate", "times": 1])
            let (sink, _) = try await send(shop)
            #expect(sink[.failed] == 2)
            let (again, _) = try await send(shop)
            #expect(again[.created] == 2)
            #expect(try await media(shop).map(\.media.nodes.count) == [1, 1])
            #expect(try await shop.connector.skipped.list().isEmpty)
        }
    }

    @Test func aPictureWaitsForItsProduct() async throws {
        try await use(items: 1) { shop in
            _ = try await shop.ledger.createItem(ItemDraft(no: "LATE", description: "Late", unitPrice: Money(1, "USD")), key: "late")
            _ = try await shop.ledger.setPicture(itemNo: "LATE", content: TestPicture.png(5))
            let (sink, _) = try await send(shop)
            #expect(sink[.skipped] == 1)
            #expect(try await states(shop) == ["waiting": 1])
            try await export(shop)
            let (later, _) = try await send(shop)
            #expect(later[.created] == 1)
        }
    }

    @Test func aDryRunNamesWhatItWouldSend() async throws {
        try await use(items: 1) { shop in
            _ = try await shop.ledger.setPicture(itemNo: "I1", content: TestPicture.png(1))
            let sink = TestSink(shop.database)
            let session = try await ShopSession.open("DEMO", shop.connector, sink)
            let planned = try await ImageExport(session: session, database: shop.database, backOffice: shop.ledger, sink: sink).preview()
            #expect(planned.map(\.record) == ["I1"])
            #expect(session.scope.totals.requests == 0)
            #expect(try await states(shop).isEmpty)
        }
    }

    @Test func picturesComeInOnceAndVerified() async throws {
        try await use(items: 2, variants: true) { shop in
            _ = try await shop.ledger.setPicture(itemNo: "I1", content: TestPicture.png(1))
            _ = try await shop.ledger.setPicture(itemNo: "I1", variantCode: "M", content: TestPicture.png(2))
            try await send(shop)
            // As if others had made them: nothing is known of them, and ours are gone.
            try await shop.database.write { tx in try tx.execute("DELETE FROM connector_pictures") }
            _ = try await shop.ledger.removePicture(itemNo: "I1")
            _ = try await shop.ledger.removePicture(itemNo: "I1", variantCode: "M")
            try await shop.connector.shops.set("DEMO", ["imageSync": "fromShopify"])

            let sink = TestSink(shop.database)
            let session = try await ShopSession.open("DEMO", shop.connector, sink)
            let work = ImageImport(session: session, database: shop.database, backOffice: shop.ledger, sink: sink)
            #expect(try await work.preview().count == 2)
            try await work.run()
            #expect(sink[.created] == 2)
            #expect(sink[.failed] == 0)
            let pictures = try await shop.ledger.pictures(ofItems: ["I1", "I2"])
            #expect(pictures.map(\.variantCode) == ["", "M"])
            #expect(try await shop.ledger.pictureContent(pictures[1]) == TestPicture.png(2))

            let second = TestSink(shop.database)
            try await ImageImport(
                session: try await ShopSession.open("DEMO", shop.connector, second),
                database: shop.database,
                backOffice: shop.ledger,
                sink: second
            ).run()
            #expect(second[.created] + second[.updated] + second[.failed] == 0)
            #expect(second[.unchanged] == second[.read])

            // What came in does not go out again when the direction changes.
            try await shop.connector.shops.set("DEMO", ["imageSync": "toShopify"])
            let (out, _) = try await send(shop)
            #expect(out[.created] + out[.updated] == 0)
        }
    }
}

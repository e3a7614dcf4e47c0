import Connector
import Foundation
import JobQueue
import ShopifyAdmin
import Storage
import StorageTesting
import Synchronization
import Testing

@testable import Connector

/// The first import of a whole shop by bulk operation.
@Suite(.needsSandbox, .serialized) struct OrderBulkSandboxTests {
    private static var plain: [String: Any] { ["orders": 400] }

    /// What is stored of each order: the content as the tasks see it.
    private func contents(_ shop: SandboxShop) async throws -> [String: String] {
        try await shop.database.read { tx in
            let rows = try tx.rows("SELECT id, content_hash, digest FROM connector_orders WHERE shop = 'DEMO'")
            return Dictionary(
                uniqueKeysWithValues: try rows.map { row in
                    (
                        try row.get("id", as: String.self),
                        try row.get("content_hash", as: String.self) + (try row.get("digest", as: String.self))
                    )
                }
            )
        }
    }

    private func operations(_ shop: SandboxShop, _ scope: RequestScope) -> [String: Int] {
        Dictionary(scope.take().map { ($0.operation, 1) }, uniquingKeysWith: +)
    }

    @Test(arguments: TestDatabases.all) func theBudgetHolds(_ kind: TestDatabase) async throws {
        try await SandboxShop.use(kind, ["orders": 1000]) { shop in
            let (_, sink, scope) = try await shop.importOrders(first: .auto)
            #expect(sink[.created] == 1000)
            #expect(sink[.failed] == 0)
            #expect(scope.totals.requests <= 12)
            #expect(scope.totals.points <= 25, "with the questions about the shop and its size")
            #expect(sink.progress.last == 1000)
            // What changed within two seconds of the reading is read once more; then nothing is.
            try await shop.importOrders(first: .auto)
            let (_, again, second) = try await shop.importOrders(first: .auto)
            #expect(again[.created] + again[.updated] + again[.failed] == 0)
            #expect(second.totals.requests == 1)
            #expect(try await leftovers(shop) == 0)
        }
    }

    private func leftovers(_ shop: SandboxShop) async throws -> Int {
        try await shop.database.read { tx in
            try ["connector_bulk", "connector_bulk_parts", "connector_bulk_rest"].reduce(0) { sum, table in
                sum + (try tx.value(Int.self, "SELECT COUNT(*) FROM \(raw: table)") ?? 0)
            }
        }
    }

    @Test func theOrdersAreThoseThatPagesGive() async throws {
        try await SandboxShop.use(.sqliteInMemory, ["orders": 300, "mix": "everything"], time: .hurried()) { shop in
            let (_, sink, _) = try await shop.importOrders(first: .bulk)
            #expect(sink[.created] == 300)
            #expect(sink[.failed] == 0)
            let bulk = try await contents(shop)
            try await shop.database.write { tx in
                try tx.execute("DELETE FROM connector_orders")
                try tx.execute("DELETE FROM connector_cursors")
            }
            try await shop.importOrders(first: .pages)
            let pages = try await contents(shop)
            #expect(Set(bulk.keys) == Set(pages.keys))
            let other = pages.filter { bulk[$0.key] != $0.value }
            #expect(other.isEmpty, "\(other.count) of 300 differ, such as \(other.keys.sorted().first ?? "")")
        }
    }

    @Test func aFewOrdersGoByPages() async throws {
        try await SandboxShop.use(.sqliteInMemory, ["orders": 20]) { shop in
            let (_, sink, scope) = try await shop.importOrders(first: .auto)
            #expect(sink[.created] == 20)
            #expect(operations(shop, scope)["BulkQueryRun"] == nil)
        }
    }

    @Test(arguments: 1...8) func aKillCostsABatch(_ write: Int) async throws {
        try await SandboxShop.use(.sqliteInMemory, Self.plain, time: .hurried()) { shop in
            let dying = TestSink(shop.database, dieAt: write)
            await #expect(throws: TestSink.Killed.self) { try await shop.importOrders(first: .bulk, sink: dying) }
            let before = try await contents(shop).count
            let (_, sink, scope) = try await shop.importOrders(first: .bulk)
            #expect(try await contents(shop).count == 400)
            #expect(sink[.created] == 400 - before)
            #expect(sink[.unchanged] == 0, "what was saved is not read again")
            // Killed before the first operation was noted, two are started; before the second, one; later none.
            #expect(operations(shop, scope)["BulkQueryRun"] ?? 0 == max(0, 3 - write))
        }
    }

    @Test(arguments: ["FAILED", "CANCELED", "EXPIRED"]) func whatShopifyGivesUpComesByPages(_ outcome: String) async throws {
        try await SandboxShop.use(.sqliteInMemory, Self.plain, time: .hurried()) { shop in
            try await shop.control("settings", ["bulkOutcome": outcome])
            let (_, sink, scope) = try await shop.importOrders(first: .auto)
            #expect(try await contents(shop).count == 400)
            #expect(sink[.created] == 400)
            #expect(sink[.failed] == 0)
            #expect(operations(shop, scope)["OrderIDs"] == 2)
            #expect(try await leftovers(shop) == 0)
            // The cursor stands: nothing begins anew.
            let (_, again, second) = try await shop.importOrders(first: .auto)
            #expect(again[.created] == 0)
            #expect(operations(shop, second)["BulkQueryRun"] == nil)
        }
    }

    @Test func noFreePlaceMeansPagesOrAnotherTry() async throws {
        try await SandboxShop.use(.sqliteInMemory, Self.plain, time: .hurried()) { shop in
            try await shop.control("settings", ["bulkSeconds": 3600])
            let sink = TestSink(shop.database)
            let session = try await ShopSession.open("DEMO", shop.connector, sink)
            for _ in 0..<5 { _ = try await session.client.startBulk(Admin.ProductsBulk()) }
            let error = await #expect(throws: AdminError.self) { try await shop.importOrders(first: .bulk, patience: .milliseconds(1)) }
            #expect(error?.code == .bulkLimitReached)
            #expect(error?.isTransient == true)
            let (_, other, _) = try await shop.importOrders(first: .auto, patience: .milliseconds(1))
            #expect(other[.created] == 400)
        }
    }

    @Test func aChangeMeanwhileIsReadByTheNextRun() async throws {
        let change = Mutex<(@Sendable () async throws -> Void)?>(nil)
        let time = AdminTime.hurried {
            let work = change.withLock { work in
                defer { work = nil }
                return work
            }
            try await work?()
        }
        try await SandboxShop.use(.sqliteInMemory, Self.plain, time: time) { shop in
            try await shop.control("settings", ["bulkSeconds": 0.5])
            change.withLock { $0 = { try await shop.control("orders/update", ["note": "Meanwhile"]) } }
            let (_, sink, _) = try await shop.importOrders(first: .bulk)
            #expect(sink[.created] == 400)
            try await shop.importOrders(first: .bulk)
            let notes = try await shop.connector.orders.list().count
            #expect(notes == 400)
            var changed = 0
            for order in try await shop.connector.orders.list() where try await shop.connector.orders.content(order.id).note == "Meanwhile"
            {
                changed += 1
            }
            #expect(changed == 1)
        }
    }

    @Test func resettingTheCursorForgetsAnOperationThatIsRead() async throws {
        try await SandboxShop.use(.sqliteInMemory, Self.plain, time: .hurried()) { shop in
            let dying = TestSink(shop.database, dieAt: 5)
            await #expect(throws: TestSink.Killed.self) { try await shop.importOrders(first: .bulk, sink: dying) }
            #expect(try await leftovers(shop) > 0)
            try await shop.connector.shops.resetCursor("DEMO", task: "sync-orders")
            #expect(try await leftovers(shop) == 0)
        }
    }
}

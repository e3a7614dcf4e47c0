import BackOffice
import Connector
import Foundation
import Storage
import StorageTesting
import Synchronization
import Testing

@testable import Connector

/// The import over a list of the test's own: where it starts, what it fetches, how far its cursor goes.
@Suite struct OrderImportTests {
    private static let time = Date(timeIntervalSince1970: 1_780_000_000)

    private final class Listed: OrderSource {
        let orders: [ShopOrder]
        private let asked = Mutex<(queries: [String], fetched: [String])>(([], []))

        init(_ orders: [ShopOrder]) { self.orders = orders }

        var queries: [String] { asked.withLock { $0.queries } }
        var fetched: [String] { asked.withLock { $0.fetched } }

        func list(query: String, after: String?) async throws -> OrderListingPage {
            asked.withLock { $0.queries.append(query) }
            let listed = orders.map { OrderListing(id: $0.id, name: $0.name, updatedAt: $0.updatedAt, digest: "d") }
            return OrderListingPage(orders: listed, next: nil)
        }

        func fetch(_ ids: [String]) async throws -> [FetchedOrder] {
            asked.withLock { $0.fetched += ids }
            return orders.filter { ids.contains($0.id) }.map { .order($0, digest: "d", raw: [UInt8]($0.id.utf8)) }
        }
    }

    private func order(_ name: String, changed seconds: TimeInterval = 0) -> ShopOrder {
        var making = OrderMaking(name)
        making.line("A", 10)
        var order = making.stating(10)
        order.updatedAt = Self.time.addingTimeInterval(seconds)
        return order
    }

    /// A run so many seconds after the orders' time.
    private func run(_ local: LocalShop, _ orders: [ShopOrder], after seconds: TimeInterval) async throws -> Listed {
        let source = Listed(orders)
        let now = Self.time.addingTimeInterval(seconds)
        let work = OrderImport(
            shop: try await local.connector.shops.show("DEMO"),
            source: source,
            database: local.database,
            backOffice: local.ledger,
            sink: TestSink(local.database),
            now: { now }
        )
        _ = try await work.run(OrderFilter())
        return source
    }

    @Test func theNextRunLooksBackSinceTheListLags() async throws {
        try await LocalShop.use { local in
            _ = try await run(local, [order("#1")], after: 60)
            let second = try await run(local, [], after: 120)
            #expect(second.queries == [OrderFilter().search(from: Self.time.addingTimeInterval(-300))])
        }
    }

    @Test func whatWasReadInTheSecondOfItsChangeIsReadOnceMore() async throws {
        try await LocalShop.use { local in
            let first = order("#1")
            try await #expect(run(local, [first], after: 1).fetched == [first.id])
            try await #expect(run(local, [first], after: 400).fetched == [first.id])
            try await #expect(run(local, [first], after: 800).fetched.isEmpty)
        }
    }

    @Test func theCursorNeverGoesBack() async throws {
        try await LocalShop.use { local in
            _ = try await run(local, [order("#1")], after: 60)
            _ = try await run(local, [order("#2", changed: -200)], after: 120)
            let position = try await local.database.read { tx in
                try SyncCursor(tx: tx, shop: "DEMO", task: TaskName.syncOrders.rawValue, filter: OrderFilter().cursorKey).position()
            }
            #expect(position == Self.time)
        }
    }
}

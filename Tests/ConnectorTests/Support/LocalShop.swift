import BackOffice
import Connector
import Foundation
import JobQueue
import Ledger
import ShopifyAdmin
import Storage
import StorageTesting

@testable import Connector

/// A shop that is never reached, a ledger and a connector, for one test.
struct LocalShop {
    let database: Database
    let connector: Connector
    let ledger: Ledger

    /// - Parameter kind: nil: in memory, and on PostgreSQL when there is one.
    static func use(_ kind: TestDatabase? = nil, settings: [String: String] = [:], _ body: (LocalShop) async throws -> Void) async throws {
        guard let kind else {
            for kind in [.sqliteInMemory] + TestDatabases.postgreSQL { try await use(kind, settings: settings, body) }
            return
        }
        try await kind.use([JobQueue.migrations, Ledger.migrations, Connector.migrations]) { database in
            let ledger = Ledger(database: database, currency: "EUR")
            let connector = Connector(
                database: database,
                backOffice: ledger,
                key: try SecretKey(bytes: [UInt8](repeating: 3, count: 32)),
                transport: NoTransport()
            )
            try await connector.shops.add("DEMO", url: "demo.myshopify.com", credentials: .token("secret"), settings: settings)
            try await body(LocalShop(database: database, connector: connector, ledger: ledger))
        }
    }

    /// Saves orders as the import does.
    func save(_ orders: [ShopOrder], at time: Date = Date()) async throws {
        try await database.write { tx in
            for order in orders {
                _ = try OrderStore(tx: tx, shop: "DEMO").save(order, digest: "d", raw: [UInt8](order.id.utf8), readAt: time)
            }
        }
    }

    func process(_ sink: TestSink) async throws {
        let shop = try await connector.shops.show("DEMO")
        try await OrderProcessor(shop: shop, database: database, backOffice: ledger, sink: sink).process(.init())
    }
}

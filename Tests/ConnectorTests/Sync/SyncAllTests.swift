import Connector
import Foundation
import JobQueue
import Ledger
import Storage
import StorageTesting
import Testing

@testable import Connector

@Suite struct SyncAllTests {
    private func names(_ settings: [String: String]) async throws -> [String] {
        var names: [String] = []
        try await LocalShop.use(.sqliteInMemory, settings: settings) { local in
            names = SyncAllTask.tasks(for: try await local.connector.shops.show("DEMO"), local.connector).map(\.description.name)
        }
        return names
    }

    @Test func eachTaskFindsWhatItNeeds() async throws {
        let all = try await names([
            "customerImport": "all", "itemSync": "toShopify", "imageSync": "toShopify", "autoCreateSalesDocuments": "false",
        ])
        #expect(
            all == [
                "sync-customers", "sync-products", "sync-images", "sync-orders", "process-orders", "sync-shipments", "sync-inventory",
                "sync-payouts",
            ]
        )
    }

    @Test func whatTheShopCardForbidsIsLeftOut() async throws {
        let quiet = try await names(["allowDataSync": "false", "itemSync": "toShopify"])
        #expect(quiet.filter { ["sync-products", "sync-shipments", "sync-inventory"].contains($0) }.isEmpty)
        #expect(quiet.contains("sync-orders"))
    }

    @Test func itsLocksAreThoseOfAllTasks() async throws {
        try await LocalShop.use(.sqliteInMemory, settings: ["itemSync": "toShopify"]) { local in
            let locks = try await SyncAllTask(connector: local.connector).footprint(NoParameters(), shop: "demo")
            #expect(Set(locks).isSuperset(of: ["shop/DEMO/orders", "shop/DEMO/products", "shop/DEMO/prices"]))
        }
    }
}

@Suite(.needsSandbox, .serialized) struct SyncAllSandboxTests {
    @Test func theTasksAreReportedAsOne() async throws {
        let card = ["customerImport": "all", "autoCreateSalesDocuments": "true"]
        try await SandboxShop.use(.sqliteInMemory, ["orders": 12, "customers": 5], settings: card) { shop in
            let queue = JobQueue(database: shop.database, tasks: TaskRegistry(shop.connector.tasks))
            let run = try await queue.runInForeground(NewEntry(task: "sync-all", shop: "DEMO"))
            #expect(run.status == .success, "\(run.error ?? "")")
            #expect(run.message?.contains("sync-orders") == true)
            #expect(run.counts.created >= 12)
            let orders = try await shop.connector.orders.list()
            #expect(orders.count == 12)
            #expect(orders.allSatisfy { $0.processed })
        }
    }

    @Test func aTaskThatFailsDoesNotHinderTheOthers() async throws {
        let card = ["customerImport": "all"]
        try await SandboxShop.use(.sqliteInMemory, ["orders": 5, "customers": 5], settings: card) { shop in
            try await shop.control("faults/add", ["kind": "403", "operation": "query Customers\\("])
            let queue = JobQueue(database: shop.database, tasks: TaskRegistry(shop.connector.tasks))
            let run = try await queue.runInForeground(NewEntry(task: "sync-all", shop: "DEMO"))
            #expect(run.status == .error)
            #expect(run.error?.contains("sync-customers") == true)
            #expect(try await shop.connector.orders.list().count == 5)
        }
    }

    @Test func aDryRunShowsWhatAllWouldDo() async throws {
        try await SandboxShop.use(.sqliteInMemory, ["orders": 3]) { shop in
            let queue = JobQueue(database: shop.database, tasks: TaskRegistry(shop.connector.tasks))
            let run = try await queue.runInForeground(NewEntry(task: "sync-all", shop: "DEMO", isDryRun: true))
            #expect(run.status == .success, "\(run.error ?? "")")
            let planned = try await shop.connector.planned.list(run: run.id)
            #expect(planned.filter { $0.field == "order" }.count == 3)
            #expect(try await shop.connector.orders.list().isEmpty)
        }
    }
}

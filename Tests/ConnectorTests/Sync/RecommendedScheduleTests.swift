import Connector
import Foundation
import JobQueue
import Storage
import StorageTesting
import Testing

@testable import Connector

@Suite struct RecommendedScheduleTests {
    private func use(_ settings: [String: String], _ body: (LocalShop, RecommendedSchedule, JobQueue) async throws -> Void) async throws {
        try await LocalShop.use(settings: settings) { local in
            let queue = JobQueue(database: local.database, tasks: TaskRegistry(local.connector.tasks))
            try await body(local, RecommendedSchedule(shops: local.connector.shops, queue: queue), queue)
        }
    }

    @Test func itIsShownBeforeItIsMade() async throws {
        try await use([:]) { _, schedule, queue in
            let lines = try await schedule.show("DEMO")
            #expect(lines.contains { $0.task == "sync-orders" && $0.recurrence.every == 10 })
            #expect(lines.allSatisfy { $0.entry == nil && !$0.isNew })
            let entries = try await queue.entries()
            #expect(entries.isEmpty)
        }
    }

    @Test func twiceIsOnce() async throws {
        try await use([:]) { _, schedule, queue in
            let made = try await schedule.apply("DEMO", owner: "ann")
            #expect(made.allSatisfy { $0.isNew })
            let again = try await schedule.apply("DEMO")
            #expect(again.allSatisfy { !$0.isNew })
            #expect(again.map(\.entry) == made.map(\.entry))
            let entries = try await queue.entries()
            #expect(entries.count == made.count)
            #expect(entries.allSatisfy { $0.recurrence != nil && $0.owner == "ann" })
        }
    }

    @Test func whatRecursAlreadyStays() async throws {
        try await use([:]) { _, schedule, queue in
            let own = try await queue.enqueue(
                NewEntry(task: "sync-orders", shop: "DEMO", recurrence: try Recurrence(days: .all, every: 1, zone: "UTC"))
            )
            let lines = try await schedule.apply("DEMO")
            #expect(lines.first { $0.task == "sync-orders" }?.entry == own.id)
            #expect(try await queue.entries().filter { $0.task == "sync-orders" }.count == 1)
        }
    }

    @Test func theShopCardDecides() async throws {
        try await use(["allowDataSync": "false", "itemSync": "toShopify", "imageSync": "fromShopify"]) { local, schedule, _ in
            let names = try await schedule.show("DEMO").map(\.task)
            #expect(!names.contains("sync-shipments"), "nothing is sent to this shop")
            #expect(!names.contains("sync-products"))
            #expect(names.contains("sync-images"))
            try await local.connector.shops.set("DEMO", ["allowDataSync": "true", "autoCreateSalesDocuments": "false"])
            let more = try await schedule.show("DEMO").map(\.task)
            #expect(more.contains("sync-products") && more.contains("sync-shipments") && more.contains("process-orders"))
        }
    }

    @Test func anUnknownShopIsSaid() async throws {
        try await use([:]) { _, schedule, _ in
            let error = await #expect(throws: ConnectorError.self) { try await schedule.show("NOBODY") }
            #expect(error?.code == .notFound)
        }
    }
}

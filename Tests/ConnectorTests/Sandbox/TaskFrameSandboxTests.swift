import Connector
import Foundation
import JobQueue
import Ledger
import Storage
import StorageTesting
import Testing

@testable import Connector

/// What surrounds the work of each task: its log, and the failures that only a person mends.
@Suite(.needsSandbox, .serialized) struct TaskFrameSandboxTests {
    private func lines(_ shop: SandboxShop, _ task: String) async throws -> [LogLine] {
        let queue = JobQueue(database: shop.database, tasks: TaskRegistry(shop.connector.tasks))
        let run = try await queue.runInForeground(NewEntry(task: task, shop: "DEMO"))
        return try await queue.logLines(run: run.id)
    }

    private func messages(_ lines: [LogLine]) -> [String] { lines.map(\.message) }

    @Test func aNormalRunSaysWhatItDid() async throws {
        try await SandboxShop.use(nil, ["orders": 12]) { shop in
            let lines = try await lines(shop, "sync-orders")
            #expect(lines.allSatisfy { $0.level == "info" })
            #expect(lines.first?.message == "The task begins")
            let reading = try #require(lines.first { $0.message == "Reading what changed" })
            #expect(reading.metadata["since"] == "the beginning")
            #expect(lines.first { $0.message == "Page" }?.metadata["count"] == "12")
            let end = try #require(lines.last)
            #expect(end.message == "The task is done")
            #expect(end.metadata["read"] == "12")
            #expect(end.metadata["created"] == "12")
            #expect(end.metadata["requests"].flatMap { Int($0) } ?? 0 >= 2)
            #expect(end.metadata["points"].flatMap { Int($0) } ?? 0 > 0)

            let again = try await self.lines(shop, "sync-orders")
            let since = again.first { $0.message == "Reading what changed" }?.metadata["since"]
            #expect(since?.hasPrefix("20") == true)
        }
    }

    @Test(arguments: TaskName.allCases) func everyTaskBeginsAndEnds(_ task: TaskName) async throws {
        let card = ["customerImport": "all", "itemSync": "toShopify", "imageSync": "toShopify", "canUpdateShopCustomers": "true"]
        try await SandboxShop.use(.sqliteInMemory, ["orders": 2, "customers": 2], settings: card) { shop in
            let messages = messages(try await lines(shop, task.rawValue))
            #expect(messages.contains("The task begins"))
            #expect(messages.contains("The task is done"))
            let about: Set<String> = ["Reading what changed", "Reading our changes", "Reading stock levels", "Page", "Sending"]
            if task != .processOrders, task != .syncInventory { #expect(!about.isDisjoint(with: messages)) }
        }
    }

    /// A line a page, not a record.
    @Test func aLargeRunKeepsItsLogShort() async throws {
        try await SandboxShop.use(.sqliteInMemory, ["orders": 0, "customers": 1500], settings: ["customerImport": "all"]) { shop in
            let lines = try await lines(shop, "sync-customers")
            #expect(lines.count { $0.message == "Page" } == 6)
            #expect(lines.count < 12)
        }
    }

    @Test func skippedRecordsAreNamedWithTheirReason() async throws {
        try await SandboxShop.use(.sqliteInMemory, ["orders": 0, "products": 0], settings: ["itemSync": "toShopify"]) { shop in
            let rows = (1...60).map { "I\($0),Thing \($0),1.50,USD" }
            try await shop.ledger.importCSVText("no,description,unitPrice,currency\n" + rows.joined(separator: "\n"), .items)
            try await shop.control("settings", ["bulkSeconds": 0.05])
            try await shop.control("faults/add", ["kind": "user-errors", "operation": "productSet"])
            let lines = try await lines(shop, "sync-products")
            let skipped = lines.filter { $0.message == "A record is skipped" }
            #expect(skipped.count == TaskFrame.named)
            #expect(skipped.allSatisfy { $0.metadata["reason"]?.contains("Refused on demand") == true })
            #expect(skipped.first?.metadata["record"]?.hasPrefix("Thing") == true)
            let more = lines.first { $0.message.hasPrefix("More records") }
            #expect(more?.metadata["count"] == "10")
            #expect(lines.last?.metadata["failed"] == "60")
            #expect(lines.first { $0.message == "Sending" }?.metadata["by"] == "bulk operation")
        }
    }

    /// What nobody but a person mends is not tried again and again: the entry fails at once, with the sentence that says what to do.
    @Test(arguments: [
        ("401", "access token", "Enter a new access token"), ("402", "frozen", "Pay the open bill"),
        ("403", "closed", "Ask Shopify's support"),
        ("404", "no shop at this address", "Check the domain"), ("423", "locked", "Ask Shopify's support"),
        ("scope-missing", "may not use", "Grant the app the missing access scope"),
    ])
    func aRefusedShopFailsAtOnce(_ fault: String, _ says: String, _ mend: String) async throws {
        try await SandboxShop.use(.sqliteInMemory, ["orders": 3]) { shop in
            try await shop.control("faults/add", ["kind": fault])
            let queue = JobQueue(database: shop.database, tasks: TaskRegistry(shop.connector.tasks))
            let entry = try await queue.enqueue(NewEntry(task: "sync-orders", shop: "DEMO"))
            var events = queue.events().makeAsyncIterator()
            let worker = JobWorker(queue: queue)
            let working = Task { try await worker.run() }
            while try await queue.runs().first(where: { $0.ended != nil }) == nil { _ = await events.next() }
            working.cancel()
            try await working.value
            let ended = try await queue.entry(entry.id)
            #expect(ended.status == .error, "not Ready for another attempt")
            #expect(ended.error?.localizedCaseInsensitiveContains(says) == true, "\(ended.error ?? "")")
            #expect(ended.error?.contains(mend) == true, "\(ended.error ?? "")")
            #expect(try await queue.runs().count == 1)
            #expect(try await shop.connector.skipped.list().isEmpty)
        }
    }

    /// In the middle of many writes: no record is parked for what is no matter of records, and all go through afterwards.
    @Test(arguments: ["401", "402", "403"]) func aTokenThatIsRevokedInMidRunParksNothing(_ fault: String) async throws {
        try await SandboxShop.use(.sqliteInMemory, ["orders": 0, "products": 0], settings: ["itemSync": "toShopify"]) { shop in
            let rows = (1...45).map { "I\($0),Thing \($0),1.50,USD" }
            try await shop.ledger.importCSVText("no,description,unitPrice,currency\n" + rows.joined(separator: "\n"), .items)
            try await shop.control("faults/add", ["kind": fault, "operation": "productSet", "nth": 2])
            let queue = JobQueue(database: shop.database, tasks: TaskRegistry(shop.connector.tasks))
            let first = try await queue.runInForeground(NewEntry(task: "sync-products", shop: "DEMO"))
            #expect(first.status == .error)
            #expect(first.counts.created == 20)
            #expect(first.counts.failed == 0)
            #expect(try await shop.connector.skipped.list().isEmpty)
            try await shop.control("faults/clear")
            let second = try await queue.runInForeground(NewEntry(task: "sync-products", shop: "DEMO"))
            #expect(second.status == .success)
            #expect(second.counts.created == 25)
        }
    }
}

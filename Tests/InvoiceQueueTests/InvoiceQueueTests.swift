import Foundation
import JobQueue
import JobQueueTesting
import Storage
import Testing

@testable import InvoiceQueue

/// The article's example does what the article says.
@Suite struct InvoiceQueueTests {
    @Test func anOrderAndItsInvoiceBelongTogether() async throws {
        try await TestQueue.use([SendInvoice(), ImportPrices()], modules: [Shop.migrations]) { test in
            let shop = Shop(database: test.database, queue: test.queue)
            _ = try await shop.placeOrder("1001", customer: "Anna")
            try await test.requireEnqueued("send-invoice", parameters: ["order": "1001"])
            let runs = try await test.drain()
            #expect(runs.map(\.message) == ["Invoice of order 1001 sent to Anna."])
        }
    }

    @Test func anOrderThatCannotBeSavedLeavesNoInvoice() async throws {
        try await TestQueue.use([SendInvoice(), ImportPrices()], modules: [Shop.migrations]) { test in
            let shop = Shop(database: test.database, queue: test.queue)
            _ = try await shop.placeOrder("1001", customer: "Anna")
            try await test.drain()
            await #expect(throws: StorageError.self) { try await shop.placeOrder("1001", customer: "Boris") }
            try await test.refuseEnqueued("send-invoice")
        }
    }

    @Test func anUnknownOrderFailsForGood() async throws {
        try await TestQueue.use([SendInvoice(), ImportPrices()], modules: [Shop.migrations]) { test in
            let entry = try await test.queue.enqueue(NewEntry(task: "send-invoice", parameters: ["order": "7"]))
            #expect(try await test.drain().map(\.status) == [.error])
            #expect(try await test.queue.entry(entry.id).status == .error)
            #expect(try await test.queue.entry(entry.id).error?.contains("There is no order 7.") == true)
        }
    }

    @Test func pricesAreImportedEveryNight() async throws {
        let monday = Date(timeIntervalSince1970: 1_767_571_200)
        try await TestQueue.use([SendInvoice(), ImportPrices()], modules: [Shop.migrations], start: monday) { test in
            let shop = Shop(database: test.database, queue: test.queue)
            let entry = try await shop.schedulePriceImport()
            let runs = try await test.run(until: monday.addingTimeInterval(86_400))
            #expect(runs.map(\.counts.updated) == [500])
            #expect(try await test.queue.next(entry.id, count: 1) == [monday.addingTimeInterval(86_400 + 5_400)])
        }
    }
}

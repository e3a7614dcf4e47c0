import BackOffice
import Connector
import Foundation
import JobQueue
import Ledger
import StorageTesting
import Testing

@testable import Connector

/// What happens to an order after it was imported.
@Suite(.needsSandbox, .serialized) struct OrderLifeSandboxTests {
    @Test func ownWriteDoesNotComeBack() async throws {
        try await SandboxShop.use(nil, ["orders": 40]) { shop in
            try await shop.importOrders()
            let (sink, _) = try await shop.processOrders()
            #expect(sink[.created] == 40)
            #expect(sink[.failed] == 0)
            let (summary, again, scope) = try await shop.importOrders()
            #expect(summary.changed == 0)
            #expect(again[.read] == 0, "nothing is fetched again")
            #expect(scope.totals.requests == 1)
            // Once more: what was settled stays so.
            let (_, third, _) = try await shop.importOrders()
            #expect(third[.read] == 0)
        }
    }

    @Test func changeOfOthersAfterOurWriteComesBack() async throws {
        try await SandboxShop.use(nil, ["orders": 3]) { shop in
            try await shop.importOrders()
            try await shop.processOrders()
            try await shop.control("orders/update", ["note": "Somebody else was here"])
            let (_, sink, _) = try await shop.importOrders()
            #expect(sink[.updated] == 1)
            let flagged = try await shop.connector.orders.list(.init(errorsOnly: true))
            #expect(flagged.count == 1)
            #expect(flagged.first?.differences.map(\.field) == ["note"])
        }
    }

    @Test func dataSyncOffWritesNothing() async throws {
        try await SandboxShop.use(nil, ["orders": 3], settings: ["allowDataSync": "false"]) { shop in
            try await shop.importOrders()
            let (sink, scope) = try await shop.processOrders()
            #expect(sink[.created] == 3)
            #expect(scope.totals.requests == 0)
        }
    }

    @Test func editIsFlaggedInWordsAndApplied() async throws {
        try await SandboxShop.use(nil, ["orders": 1]) { shop in
            try await shop.importOrders()
            try await shop.processOrders()
            let before = try #require(try await shop.connector.orders.list().first)
            try await shop.control("orders/edit", ["quantities": [["index": 0, "quantity": 7]]])
            try await shop.importOrders()
            let flagged = try await shop.connector.orders.show(before.id)
            #expect(flagged.needsAttention)
            #expect(flagged.differences.contains { $0.field.hasSuffix(", quantity") && $0.to == "7" })
            #expect(flagged.differences.contains { $0.field == "total" })
            #expect(flagged.documentTotal == before.documentTotal)

            let applied = try await shop.connector.orders.apply(before.id)
            #expect(!applied.needsAttention)
            #expect(applied.documentTotal == applied.total)
            #expect(applied.documentNo == before.documentNo)
            let document = try await shop.ledger.salesDocument(.order, no: before.documentNo ?? "")
            #expect(document?.total == applied.total)
        }
    }

    @Test func sameOrderTwiceIsOneDocument() async throws {
        try await SandboxShop.use(.sqliteFile, ["orders": 5]) { shop in
            try await shop.importOrders()
            // Dies after the third document was made and before that is known here.
            let dying = TestSink(shop.database, dieAt: 4)
            await #expect(throws: TestSink.Killed.self) { try await shop.processOrders(sink: dying) }
            let (sink, _) = try await shop.processOrders()
            #expect(sink[.failed] == 0)
            let orders = try await shop.connector.orders.list()
            #expect(orders.allSatisfy { $0.processed })
            #expect(Set(orders.compactMap(\.documentNo)).count == 5)
            let documents = try await shop.ledger.salesDocuments(DocumentFilter(), page: PageRequest(limit: 100)).records
            #expect(documents.count == 5)
        }
    }

    @Test func killCostsOnePageAtMost() async throws {
        try await SandboxShop.use(.sqliteFile, ["orders": 600]) { shop in
            // Each run saves a page more than the one before, and dies at the next.
            var deaths = 0
            while deaths < 20 {
                do {
                    try await shop.importOrders(sink: TestSink(shop.database, dieAt: 2))
                    break
                } catch is TestSink.Killed {
                    deaths += 1
                }
            }
            #expect(deaths >= 3)
            let (_, sink, _) = try await shop.importOrders()
            #expect(sink[.failed] == 0)
            #expect(try await shop.connector.orders.list().count == 600)
        }
    }

    @Test func refundAfterTheInvoiceBecomesACreditMemo() async throws {
        let card = ["returns": "creditMemo", "returnLocation": "MAIN"]
        try await SandboxShop.use(nil, ["orders": 1], settings: card) { shop in
            try await shop.ledger.importCSVText("code,name\nMAIN,Main\n", .locations)
            try await shop.importOrders()
            try await shop.processOrders()
            let order = try #require(try await shop.connector.orders.list().first)
            let no = try #require(order.documentNo)
            _ = try await shop.ledger.ship(no)
            try await shop.control("orders/refund", ["restock": "RETURN"])
            try await shop.importOrders()
            let sink = TestSink(shop.database)
            let session = try await ShopSession.open("DEMO", shop.connector, sink)
            let refunds = RefundProcessor(shop: session.shop, database: shop.database, backOffice: shop.ledger, sink: sink)
            try await refunds.process()
            let reasons = try await shop.connector.skipped.list().map(\.reason)
            #expect(reasons == [])
            #expect(sink[.created] == 1)
            try await refunds.process()
            #expect(sink[.created] == 1, "once is enough")
            let content = try await shop.connector.orders.content(order.id)
            let credit = try #require(try await shop.ledger.salesDocument(key: "DEMO/\(content.refunds[0].id)"))
            #expect(credit.type == .creditMemo)
            #expect(credit.total.amount == content.refunds[0].total.shop)
            #expect(credit.appliesToNo == no)
        }
    }
}

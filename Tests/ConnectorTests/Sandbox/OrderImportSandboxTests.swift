import BackOffice
import Connector
import Foundation
import JobQueue
import Ledger
import StorageTesting
import Testing

@testable import Connector

@Suite(.needsSandbox, .serialized) struct OrderImportSandboxTests {
    @Test(arguments: TestDatabases.all) func thousandOrdersKeepToTheBudget(_ kind: TestDatabase) async throws {
        try await SandboxShop.use(kind, ["orders": 1000]) { shop in
            let (_, sink, scope) = try await shop.importOrders()
            #expect(sink[.created] == 1000)
            #expect(scope.totals.requests <= 16)
            #expect(scope.totals.points <= 1300)

            let (_, again, second) = try await shop.importOrders()
            #expect(again[.created] + again[.updated] + again[.failed] == 0)
            #expect(second.totals.requests == 1)

            try await shop.control("orders/update", ["note": "changed"])
            let (_, changed, third) = try await shop.importOrders()
            #expect(changed[.updated] == 1)
            #expect(third.totals.requests <= 2)
        }
    }

    @Test func everyKindOfOrderBecomesADocumentOfItsTotal() async throws {
        try await SandboxShop.use(.sqliteInMemory, ["orders": 300, "mix": "everything", "currency": "EUR"]) { shop in
            // Sales in a shop without e-mail, phone or name go to a customer of their own.
            _ = try await shop.ledger.createCustomer(CustomerDraft(no: "CASH", name: "Cash sales"), key: "cash")
            try await shop.connector.shops.set("DEMO", ["defaultCustomer": "CASH"])
            let (_, sink, _) = try await shop.importOrders()
            #expect(sink[.created] == 300)
            #expect(sink[.failed] == 0)
            try await shop.processOrders()
            let orders = try await shop.connector.orders.list()
            #expect(orders.count == 300)
            for order in orders where !order.processed { Issue.record("\(order.name): \(order.error ?? "not processed")") }
            for order in orders {
                let content = try await shop.connector.orders.content(order.id)
                let rounding = content.totals.rounding.shop - content.totals.refundRounding.shop
                let exchanged = content.lines.contains(where: \.isExchange)
                if let total = order.documentTotal, !exchanged { #expect(total.amount == order.total.amount + rounding, "\(order.name)") }
            }
        }
    }
}

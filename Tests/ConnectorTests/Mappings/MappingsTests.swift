import BackOffice
import Connector
import Foundation
import JobQueue
import Ledger
import Storage
import StorageTesting
import Testing

@testable import Connector

@Suite struct MappingsTests {
    @Test(arguments: TestDatabases.all) func locationsAreMappedByNameAndKeptWhenRenamed(_ kind: TestDatabase) async throws {
        try await LocalShop.use(kind) { local in
            _ = try await local.ledger.importCSV(.locations, from: .bytes([UInt8]("code,name\nEAST,East\nWEST,West\n".utf8)))
            let mappings = local.connector.mappings
            let error = await #expect(throws: ConnectorError.self) { try await mappings.mapLocation("DEMO", "Shop floor", to: ["NORTH"]) }
            #expect(error?.message.contains("EAST, WEST") == true)
            try await mappings.mapLocation("demo", "Shop floor", to: ["east", "WEST"], calculation: .freeInventory)
            try await local.database.write { tx in
                let store = MappingStore(tx: tx, shop: "DEMO")
                try store.seen(locationID: "gid://shopify/Location/1", name: "Shop floor")
                try store.seen(locationID: "gid://shopify/Location/1", name: "Ground floor")
                try store.seen(locationID: "gid://shopify/Location/2", name: "Cellar")
            }
            let found = try await mappings.locations("DEMO")
            #expect(found.map(\.name) == ["Cellar", "Ground floor"])
            #expect(found[1].to == ["EAST", "WEST"])
            #expect(found[1].calculation == .freeInventory)
            #expect(found[0].to.isEmpty)
        }
    }

    @Test func unknownMethodsAppearUnmapped() async throws {
        try await LocalShop.use { local in
            try await local.connector.mappings.map("DEMO", .payment, "paypal", to: "PP")
            try await local.database.write { tx in
                let store = MappingStore(tx: tx, shop: "DEMO")
                try store.seen(.payment, "paypal")
                try store.seen(.payment, "shopify_payments/Visa")
                try store.seen(.shipment, "Express")
            }
            let found = try await local.connector.mappings.methods("DEMO")
            #expect(
                found.map { "\($0.kind.rawValue) \($0.theirs)=\($0.to)" } == [
                    "payment paypal=PP", "payment shopify_payments/Visa=", "shipment Express=",
                ]
            )
        }
    }

    @Test func paymentMethodFallsBackToTheGateway() {
        var order = OrderMaking().stating(0)
        func pay(_ gateway: String, _ card: String? = nil, status: String = "SUCCESS") {
            order.transactions.append(
                OrderTransaction(
                    id: "\(order.transactions.count)",
                    kind: "SALE",
                    status: status,
                    gateway: gateway,
                    cardCompany: card,
                    amount: .zero
                )
            )
        }
        pay("shopify_payments", "Visa")
        #expect(PaymentChoice(order).method(["shopify_payments": "SP"]) == "SP")
        #expect(PaymentChoice(order).method(["shopify_payments": "SP", "shopify_payments/Visa": "VISA"]) == "VISA")
        pay("paypal", status: "FAILURE")
        #expect(PaymentChoice(order).method(["shopify_payments": "SP"]) == "SP")
        pay("gift_card")
        #expect(PaymentChoice(order).method(["shopify_payments": "SP"]) == "")
    }
}

import BackOffice
import Foundation
import HTTPTypes
import HummingbirdTesting
import JobQueue
import Ledger
import Storage
import StorageTesting
import Testing

@testable import WebClient

/// Products, customers, payouts and the ledger's postings by the API.
struct RecordAPITests {
    @Test(arguments: TestDatabases.all)
    func productsAndCustomersAreListedPagedAndMapped(_ kind: TestDatabase) async throws {
        try await Office.open(kind) { office in
            try await office.fillLedger()
            try await office.importLinks()
            try await office.importOrder()
            try await office.test { call in
                let list = try await call(.get, "/api/v1/products?mapped=false", token: office.viewer).json
                #expect(list["items"]?.elements?.first?["sku"] == "BIKE-7")
                #expect(list["items"]?.elements?.first?["mapped"] == false)
                let path = "/api/v1/shops/DEMO/products/7"
                let wrong = try await call(.post, path + "/map", token: office.operator, body: "{\"item\":\"9\"}")
                #expect(wrong.status == .unprocessableContent)
                #expect(try wrong.json["errors"]?.elements?.first?["field"] == "item")
                let mapped = try await call(.post, path + "/map", token: office.operator, body: "{\"item\":\"2000\",\"variant\":\"RED\"}")
                #expect(try mapped.json["item"] == "2000")
                #expect(try mapped.json["variant"] == "RED")
                let unmapped = try await call(.post, path + "/unmap", token: office.operator)
                #expect(try unmapped.json["mapped"] == false)
                let customer = "/api/v1/shops/demo/customers/8"
                let known = try await call(.post, customer + "/map", token: office.operator, body: "{\"customer\":\"C1\"}")
                #expect(try known.json["customerNo"] == "C1")
                try await #expect(call(.get, customer, token: office.viewer).json["name"] == "Ada Byron")
                let problems = try await call(.get, "/api/v1/orders/1001/mapping", token: office.viewer).json
                #expect(problems["items"]?.elements?.first?["record"] == "gid://shopify/ProductVariant/1001")
                let first = try await call(.get, "/api/v1/products?limit=1", token: office.viewer).json
                let next = try #require(first["next"]?.text)
                let second = try await call(.get, "/api/v1/products?limit=1&cursor=\(next)", token: office.viewer).json
                #expect(second["items"]?.elements?.count == 1 && second["items"] != first["items"])
            }
        }
    }

    @Test func aPayoutIsShownWithItsEntries() async throws {
        try await Office.open { office in
            try await office.importPayout()
            try await office.test { call in
                let payout = try await call(.get, "/api/v1/payouts/5", token: office.viewer).json
                #expect(payout["payout"]?["reconciled"] == true)
                #expect(payout["payout"]?["gross"]?["amount"] == "200.00")
                #expect(payout["entries"]?.elements?.count == 2)
                try await #expect(call(.get, "/api/v1/payouts", token: office.viewer).json["items"]?.elements?.count == 1)
                let receipts = try await call(.post, "/api/v1/payouts/5/receipts", token: office.operator)
                #expect(receipts.status == .ok)
                try await #expect(call(.get, "/api/v1/payouts/4711", token: office.viewer).status == .notFound)
            }
        }
    }

    @Test(arguments: TestDatabases.all)
    func theLedgerIsFilledAndPostedByTheAPI(_ kind: TestDatabase) async throws {
        try await Office.open(kind) { office in
            try await office.test { call in
                func post(_ path: String, _ body: String = "{}") async throws -> JSONValue {
                    let response = try await call(.post, "/api/v1/ledger/" + path, token: office.operator, body: body)
                    #expect(response.status.code < 300, "\(path): \(response.text)")
                    return try response.json
                }
                _ = try await post("locations", #"{"code":"MAIN","name":"Main"}"#)
                let item = try await post(
                    "items",
                    #"{"no":"1000","description":"Bicycle","unitPrice":{"amount":"100.00","currency":"EUR"},"variants":[{"code":"RED"}]}"#
                )
                #expect(item["no"] == "1000")
                let customer = try await post("customers", #"{"name":"Ada Byron","email":"ada@example.com"}"#)
                let number = try #require(customer["no"]?.text)
                let order = try await post(
                    "sales-orders",
                    """
                    {"customerNo":"\(number)","currency":"EUR","pricesIncludeTax":true,"documentDate":"2026-03-31","expectedTotal":250.5,
                     "lines":[{"subject":{"item":"1000","variant":"RED"},"quantity":2.5,"unitPrice":100.2,"location":"MAIN"}]}
                    """
                )
                let no = try #require(order["no"]?.text)
                #expect(order["total"]?["amount"] == "250.50")
                let line = try await post("items/1000/adjust", #"{"location":"MAIN","variant":"RED","to":"10"}"#)
                #expect(line["quantity"] == .integer(10))
                let shipment = try await post("sales-orders/\(no)/ship", #"{"packages":[{"trackingNo":"1Z999","agent":"UPS"}]}"#)
                let shipped = try #require(shipment["no"]?.text)
                let tracked = try await post("shipments/\(shipped)/tracking", #"{"trackingNo":"1Z000"}"#)
                #expect(tracked["packages"]?.elements?.first?["trackingNo"] == "1Z000")
                try await #expect(post("sales-orders/\(no)/post-invoice")["type"] == "invoice")
                try await #expect(call(.get, "/api/v1/ledger/shipments/\(shipped)", token: office.viewer).status == .ok)
                let again = try await call(.post, "/api/v1/ledger/sales-orders/\(no)/ship", token: office.operator)
                #expect(again.status.code >= 400 && again.status.code < 500)
            }
        }
    }

    @Test func whatIsWrongIsNamed() async throws {
        try await Office.open { office in
            try await office.fillLedger()
            try await office.test { call in
                func fields(_ path: String, _ body: String) async throws -> [String] {
                    let response = try await call(.post, "/api/v1/ledger/" + path, token: office.operator, body: body)
                    #expect(response.status == .unprocessableContent, "\(response.text)")
                    return try response.json["errors"]?.elements?.compactMap { $0["field"]?.text } ?? []
                }
                try await #expect(fields("items", "{}").contains("description"))
                try await #expect(fields("items/1000/adjust", #"{"location":"MAIN"}"#) == ["by"])
                try await #expect(fields("items/1000/adjust", #"{"location":"MAIN","by":"1","to":"2"}"#) == ["by"])
                try await #expect(fields("sales-orders", #"{"customerNo":"C1","lines":[]}"#).contains("lines"))
                try await #expect(fields("shipments/SS-1/tracking", #"{"trackingNo":"1","agent":"UPS","package":0}"#) == ["package"])
            }
        }
    }
}

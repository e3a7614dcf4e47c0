import BackOffice
import Foundation
import HTTPTypes
import HummingbirdTesting
import Ledger
import Storage
import StorageTesting
import Testing

@testable import WebClient

/// Posting in the ledger's pages.
struct LedgerPageTests {
    @Test(arguments: TestDatabases.all)
    func aShipmentIsPostedWithTrackingThenTheInvoice(_ kind: TestDatabase) async throws {
        try await Office.open(kind) { office in
            try await office.fillLedger()
            let order = try await office.salesOrder()
            let path = "/ledger/documents/order/\(order.no)"
            try await office.visit(as: .operator) { visitor in
                let csrf = try await visitor.token()
                try await #expect(visitor.get(path + "/ship").text.contains("name=\"line10000\" value=\"3\""))
                let fields = [("line10000", "2"), ("location", ""), ("trackingNo", "1Z999"), ("agent", "UPS")]
                let posted = try await visitor.post(path + "/ship", fields, csrf: csrf)
                let shipment = try #require(try await office.services.ledger.shipments().records.first)
                #expect(posted.headers[.location] == "/ledger/shipments/\(shipment.no)")
                #expect(shipment.lines.map(\.quantity) == [2])
                #expect(shipment.packages.map(\.trackingNo) == ["1Z999"])
                let page = try await visitor.get("/ledger/shipments/\(shipment.no)").text
                #expect(page.contains("value=\"1Z999\"") && page.contains(order.no))
                let tracking = [("package", "1"), ("trackingNo", "1Z000"), ("agent", "DHL")]
                _ = try await visitor.post("/ledger/shipments/\(shipment.no)/tracking", tracking, csrf: csrf)
                let changed = try await office.services.ledger.shipments(numbers: [shipment.no]).first
                #expect(changed?.packages.map(\.trackingNo) == ["1Z000"])
                try await #expect(visitor.get("/ledger/shipments").text.contains("1Z000"))
                let invoiced = try await visitor.post(path + "/invoice", csrf: csrf)
                #expect(invoiced.headers[.location]?.hasPrefix("/ledger/documents/invoice/") == true)
                try await #expect(visitor.get(path).text.contains(shipment.no))
            }
        }
    }

    @Test func aWrongQuantityIsMarkedAndTheRestStays() async throws {
        try await Office.open { office in
            try await office.fillLedger()
            let order = try await office.salesOrder()
            let path = "/ledger/documents/order/\(order.no)/ship"
            try await office.visit(as: .operator) { visitor in
                let csrf = try await visitor.token()
                for quantity in ["4", "-1", "two"] {
                    let response = try await visitor.post(path, [("line10000", quantity), ("trackingNo", "1Z999")], csrf: csrf)
                    #expect(response.status == .unprocessableContent)
                    #expect(response.text.contains("A number from 0 to 3."))
                    #expect(response.text.contains("name=\"line10000\" value=\"\(quantity)\" inputmode=\"decimal\" aria-invalid=\"true\""))
                    #expect(response.text.contains("value=\"1Z999\""))
                }
                let nothing = try await visitor.post(path, [("line10000", "0")], csrf: csrf)
                #expect(nothing.text.contains("Ship something of at least one line."))
                let long = try await visitor.post(
                    path,
                    [("line10000", "1"), ("trackingNo", String(repeating: "1", count: 101))],
                    csrf: csrf
                )
                #expect(long.status == .unprocessableContent && long.text.contains("At most 100 characters."))
                try await #expect(office.services.ledger.shipments().records.isEmpty)
            }
        }
    }

    @Test func whatIsShippedInFullIsNotShippedAgain() async throws {
        try await Office.open { office in
            try await office.fillLedger()
            let order = try await office.salesOrder()
            _ = try await office.services.ledger.ship(order.no)
            try await office.visit(as: .operator) { visitor in
                let path = "/ledger/documents/order/\(order.no)"
                try await #expect(visitor.get(path + "/ship").headers[.location] == path)
                try await #expect(visitor.get(path).text.contains("Nothing is left to ship."))
            }
        }
    }

    @Test func stockIsCorrectedByADifferenceOrToACount() async throws {
        try await Office.open { office in
            try await office.fillLedger()
            try await office.visit(as: .operator) { visitor in
                let csrf = try await visitor.token()
                let path = "/ledger/items/1000"
                func adjust(_ how: String, _ quantity: String) async throws -> HTTPResponse.Status {
                    try await visitor.post(path + "/adjust", [("location", "MAIN"), ("how", how), ("quantity", quantity)], csrf: csrf)
                        .status
                }
                try await #expect(adjust("to", "10") == .seeOther)
                try await #expect(adjust("by", "+2,5") == .seeOther)
                try await #expect(office.services.ledger.item(no: "1000")?.stock["MAIN"] == Decimal(string: "12.5"))
                try await #expect(adjust("to", "many") == .unprocessableContent)
                try await #expect(adjust("by", "-100") == .unprocessableContent)
                let wrong = try await visitor.post(path + "/adjust", [("location", "MAIN"), ("how", "by"), ("quantity", "x")], csrf: csrf)
                    .text
                #expect(wrong.contains("A number such as 5, -2 or 1.5.") && wrong.contains("value=\"x\""))
                try await #expect(visitor.get(path).text.contains("12.5"))
            }
        }
    }

    @Test func selectedOrdersAreShippedTogether() async throws {
        try await Office.open { office in
            try await office.fillLedger()
            let first = try await office.salesOrder("#1001")
            let second = try await office.salesOrder("#1002")
            try await office.visit(as: .operator) { visitor in
                let fields = [("id", first.no), ("id", second.no), ("do", "ship")]
                _ = try await visitor.post("/ledger/sales-orders/bulk", fields, csrf: try await visitor.token())
                try await #expect(office.services.ledger.shipments().records.count == 2)
            }
        }
    }

    @Test func everyRecordOfTheLedgerHasItsPage() async throws {
        try await Office.open { office in
            try await office.fillLedger()
            let order = try await office.salesOrder()
            try await office.visit(as: .viewer) { visitor in
                try await #expect(visitor.get("/ledger/customers/C1").text.contains(order.no))
                try await #expect(visitor.get("/ledger/items/2000").text.contains("RED"))
                try await #expect(visitor.get("/ledger/locations").text.contains("Main warehouse"))
                try await #expect(visitor.get("/ledger/sales-orders").text.contains("300.00 EUR"))
                for path in ["/ledger/customers/C9", "/ledger/items/9", "/ledger/shipments/9", "/ledger/documents/order/9"] {
                    try await #expect(visitor.get(path).status == .notFound, "\(path)")
                }
            }
        }
    }
}

import Connector
import Foundation
import HTTPTypes
import HummingbirdTesting
import JobQueue
import Storage
import StorageTesting
import Testing

@testable import WebClient

/// The mapping helper: what has no counterpart gets one, and the order goes on.
struct MappingPageTests {
    @Test(arguments: TestDatabases.all)
    func anUnmappedProductIsMendedAndTheOrderProcessedInOneGo(_ kind: TestDatabase) async throws {
        try await Office.open(kind) { office in
            try await office.fillLedger()
            try await office.importOrder()
            // Nobody answers for the shop: there is nothing to tell it.
            let quiet = ["writeBackDocumentNumber": "false", "archiveProcessedOrders": "false"]
            _ = try await office.services.connector.shops.set("DEMO", quiet)
            try await office.visit(as: .operator) { visitor in
                let csrf = try await visitor.token()
                _ = try await visitor.post("/orders/DEMO/1001/process", csrf: csrf)
                let page = try await visitor.get("/orders/DEMO/1001").text
                #expect(page.contains("Map and process the order"))
                #expect(page.contains("value=\"gid://shopify/ProductVariant/1001\""))
                // Words of the title found the item.
                let search = try await visitor.get("/orders/DEMO/1001?q0=bicycle").text
                #expect(search.contains("1000 · Bicycle"))
                let fields = [("record0", "gid://shopify/ProductVariant/1001"), ("kind0", "item"), ("pick0", "1000")]
                let done = try await visitor.post("/orders/DEMO/1001/map", fields, csrf: csrf)
                #expect(done.status == .seeOther)
                let order = try await office.services.connector.orders.show("1001", shop: "DEMO")
                #expect(order.processed && order.error == nil)
                try await #expect(visitor.get("/orders/DEMO/1001").text.contains("became SO-000001"))
            }
            try await #expect(office.services.connector.products.show("1001", shop: "DEMO").item == "1000")
        }
    }

    @Test func whatDoesNotFitIsSaidAtItsPickerAndWhatWasTypedStays() async throws {
        try await Office.open { office in
            try await office.fillLedger()
            try await office.importOrder()
            try await office.visit(as: .operator) { visitor in
                let csrf = try await visitor.token()
                _ = try await visitor.post("/orders/DEMO/1001/process", csrf: csrf)
                let record = [("record0", "gid://shopify/ProductVariant/1001"), ("kind0", "item")]
                let wrong = try await visitor.post("/orders/DEMO/1001/map", record + [("no0", "4711")], csrf: csrf)
                #expect(wrong.status == .unprocessableContent)
                #expect(wrong.text.contains("There is no item 4711.") && wrong.text.contains("value=\"4711\""))
                #expect(wrong.text.contains("aria-invalid=\"true\""))
                let none = try await visitor.post("/orders/DEMO/1001/map", record, csrf: csrf)
                #expect(none.status == .unprocessableContent && none.text.contains("Choose one, or type its number."))
                try await #expect(!office.services.connector.orders.show("1001", shop: "DEMO").processed)
            }
        }
    }

    @Test func aProductIsMappedToAVariantAndUnmapped() async throws {
        try await Office.open { office in
            try await office.fillLedger()
            try await office.importLinks()
            try await office.visit(as: .operator) { visitor in
                let csrf = try await visitor.token()
                let list = try await visitor.get("/products?mapped=no").text
                #expect(list.contains("Blue bicycle &lt;b&gt;") && list.contains("/products/DEMO/7"))
                try await #expect(visitor.get("/products/DEMO/7?q0=shirt").text.contains("2000/RED"))
                let unknown = try await visitor.post("/products/DEMO/7/map", [("no0", "2000/GREEN"), ("do", "map")], csrf: csrf)
                #expect(unknown.status == .unprocessableContent && unknown.text.contains("variant GREEN of item 2000"))
                #expect(unknown.text.contains("value=\"2000/GREEN\""))
                let mapped = try await visitor.post("/products/DEMO/7/map", [("no0", "2000/RED"), ("do", "map")], csrf: csrf)
                #expect(mapped.headers[.location] == "/products/DEMO/7")
                let product = try await office.services.connector.products.show("7", shop: "DEMO")
                #expect(product.item == "2000" && product.variant == "RED")
                try await #expect(office.services.queue.entries().isEmpty)
                _ = try await visitor.post("/products/DEMO/7/unmap", csrf: csrf)
                try await #expect(!office.services.connector.products.show("7", shop: "DEMO").isMapped)
            }
        }
    }

    @Test func aMappedCustomerLetsWaitingOrdersGoOn() async throws {
        try await Office.open { office in
            try await office.fillLedger()
            try await office.importLinks()
            try await office.visit(as: .operator) { visitor in
                let csrf = try await visitor.token()
                try await #expect(visitor.get("/customers").text.contains("ada@shop.example"))
                let blank = try await visitor.post("/customers/DEMO/8/map", [("do", "map")], csrf: csrf)
                #expect(blank.status == .unprocessableContent && blank.text.contains("Name the customer."))
                _ = try await visitor.post("/customers/DEMO/8/map", [("pick0", "C1"), ("do", "process")], csrf: csrf)
                try await #expect(office.services.connector.customers.show("8", shop: "DEMO").no == "C1")
                try await #expect(office.services.queue.entries().map(\.task) == ["process-orders"])
            }
        }
    }
}

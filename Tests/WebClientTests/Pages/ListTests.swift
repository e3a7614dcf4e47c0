import Foundation
import HTTPTypes
import HummingbirdTesting
import JobQueue
import Storage
import StorageTesting
import Testing

@testable import WebClient

/// What every list can do: narrow, search, page, select, leave as a file.
struct ListTests {
    @Test(arguments: TestDatabases.all)
    func aListIsNarrowedSearchedAndPaged(_ kind: TestDatabase) async throws {
        try await Office.open(kind) { office in
            for number in 1...60 {
                try await office.importOrder(1000 + number, placed: Date(timeIntervalSince1970: 1_780_000_000 + Double(number)))
            }
            try await office.visit(as: .viewer) { visitor in
                let first = try await visitor.get("/orders").text
                #expect(first.contains("#1060") && first.contains("#1011") && !first.contains(">#1010<"))
                let next = try #require(first.firstMatch(of: /href="([^"]*cursor=[^"]*)" rel="next"/)?.output.1)
                let second = try await visitor.get(String(next).replacing("&amp;", with: "&")).text
                #expect(second.contains(">#1010<") && second.contains(">#1001<") && !second.contains(">#1011<"))
                #expect(!second.contains("rel=\"next\""))
                let found = try await visitor.get("/orders?q=1033").text
                #expect(found.contains(">#1033<") && !found.contains(">#1034<"))
                #expect(found.contains("value=\"1033\""))
                let nothing = try await visitor.get("/orders?q=9999").text
                #expect(nothing.contains("Nothing fits") && nothing.contains("Show everything"))
                try await #expect(visitor.get("/orders?processed=yes").text.contains("Nothing fits"))
            }
        }
    }

    @Test func aWholeListLeavesAsCSVAndAsJSON() async throws {
        try await Office.open { office in
            for number in 1...70 { try await office.importOrder(1000 + number, title: "=HYPERLINK(1)") }
            try await office.visit(as: .viewer) { visitor in
                let csv = try await visitor.get("/orders?format=csv")
                #expect(csv.headers[.contentType] == "text/csv; charset=utf-8")
                #expect(csv.headers[.contentDisposition] == "attachment; filename=\"orders.csv\"")
                let lines = csv.text.split(separator: "\r\n")
                #expect(lines.count == 71)
                #expect(lines.first == "name,shop,customer,createdAt,financialStatus,total,document,status")
                #expect(lines.last?.contains("100.00 EUR") == true)
                let json = try await visitor.get("/orders?format=json").json
                #expect(json.elements?.count == 70)
                #expect(json.elements?.first?["financialStatus"] == "PAID")
                #expect(json.elements?.first?["status"] == "unprocessed")
            }
        }
    }

    @Test func everyListLeavesAsAFile() async throws {
        try await Office.open { office in
            try await office.fillLedger()
            try await office.importLinks()
            try await office.visit(as: .administrator) { visitor in
                for path in [
                    "/job-queue", "/job-queue/log", "/orders", "/products", "/customers", "/payouts", "/skipped-records", "/activity",
                    "/ledger/sales-orders", "/ledger/invoices", "/ledger/shipments", "/ledger/items", "/ledger/customers",
                    "/ledger/locations", "/users",
                ] {
                    let csv = try await visitor.get("\(path)?format=csv")
                    #expect(csv.status == .ok && csv.text.contains("\r\n"), "\(path)")
                    try await #expect(visitor.get("\(path)?format=json").json.elements != nil, "\(path)")
                }
            }
        }
    }

    @Test func whatAShopSaysIsNoFormulaInASpreadsheet() {
        #expect(ListFile.field("=1+1", isNumber: false) == "'=1+1")
        #expect(ListFile.field("@cmd", isNumber: false) == "'@cmd")
        #expect(ListFile.field("-5", isNumber: true) == "-5")
        #expect(ListFile.field("a \"b\", c", isNumber: false) == "\"a \"\"b\"\", c\"")
        #expect(ListFile.field("two\r\nlines", isNumber: false) == "\"two\r\nlines\"")
    }

    @Test func selectedEntriesAreHeldReadiedAndDeletedTogether() async throws {
        try await Office.open { office in
            let queue = office.services.queue
            var ids: [String] = []
            for number in 1...3 {
                ids.append(try await queue.enqueue(NewEntry(task: "idle", parameters: ["note": .string("\(number)")])).id)
            }
            let all = ids
            try await office.visit(as: .operator) { visitor in
                let page = try await visitor.get("/job-queue").text
                for id in all { #expect(page.contains("value=\"\(id)\" form=\"bulk\"")) }
                let csrf = try await visitor.token()
                let two = all.prefix(2).map { ("id", $0) }
                let held = try await visitor.post("/job-queue/bulk", two + [("do", "hold")], csrf: csrf)
                #expect(held.headers[.location] == "/job-queue")
                try await #expect(queue.entry(all[0]).status == .onHold)
                try await #expect(queue.entry(all[2]).status == .ready)
                try await #expect(visitor.get("/job-queue").text.contains("Done for all that were selected: 2."))
                // One that is gone does not keep the others from it.
                _ = try await visitor.post("/job-queue/bulk", two + [("id", "gone"), ("do", "delete")], csrf: csrf)
                try await #expect(visitor.get("/job-queue").text.contains("Refused: 1"))
                try await #expect(queue.entries().map(\.id) == [all[2]])
                _ = try await visitor.post("/job-queue/bulk", [("do", "delete")], csrf: csrf)
                try await #expect(visitor.get("/job-queue").text.contains("Select some lines first."))
            }
        }
    }

    @Test func aViewerSeesNothingToPress() async throws {
        try await Office.open { office in
            _ = try await office.services.queue.enqueue(NewEntry(task: "idle"))
            try await office.importOrder()
            try await office.visit(as: .viewer) { visitor in
                for path in ["/job-queue", "/orders", "/skipped-records", "/ledger/sales-orders"] {
                    try await #expect(!visitor.get(path).text.contains("form=\"bulk\""), "\(path)")
                }
            }
        }
    }

    @Test func selectedOrdersAreProcessedAsOneEntry() async throws {
        try await Office.open { office in
            for number in 1001...1003 { try await office.importOrder(number) }
            try await office.visit(as: .operator) { visitor in
                let ids = [1001, 1003].map { ("id", "DEMO/gid://shopify/Order/\($0)") }
                let csrf = try await visitor.token()
                try await #expect(visitor.post("/orders/bulk", ids + [("do", "process")], csrf: csrf).status == .seeOther)
                let entry = try #require(try await office.services.queue.entries().first)
                #expect(entry.task == "process-orders" && entry.owner == "user-operator")
                #expect(entry.parameters["orders"] == ["gid://shopify/Order/1001", "gid://shopify/Order/1003"])
            }
        }
    }
}

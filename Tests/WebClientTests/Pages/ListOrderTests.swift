import Foundation
import HTTPTypes
import HummingbirdTesting
import Storage
import StorageTesting
import Testing

@testable import WebClient

/// Lists are sorted by their headings, where an index bears it.
struct ListOrderTests {
    @Test func theAddressSaysHowAListIsSorted() {
        func order(_ sort: String?) -> ListOrder {
            ListOrder(PageQuery(path: "/x", sort.map { ["sort": $0] } ?? [:]), ["at", "name"], newestFirst: true)
        }
        #expect(order(nil).key == "at" && order(nil).isDescending && !order(nil).isOldestFirst)
        #expect(order("at").isOldestFirst && order("at").state("at") == "ascending" && order("at").state("name") == nil)
        #expect(order("-name").key == "name" && order("-name").isDescending && !order("-name").isOldestFirst)
        #expect(order("price") == order(nil))
    }

    @Test func aHeadingLeadsTheOtherWayAndBeginsAtTheFirstPage() {
        let query = PageQuery(path: "/x", ["cursor": "abc", "q": "y"])
        let order = ListOrder(query, ["at", "name"], newestFirst: true)
        #expect(order.href("at", query) == "/x?q=y&sort=at")
        #expect(order.href("name", query) == "/x?q=y&sort=name")
        #expect(order.href("price", query) == nil)
        let oldest = PageQuery(path: "/x", ["sort": "at"])
        #expect(ListOrder(oldest, ["at"], newestFirst: true).href("at", oldest) == "/x")
        let byName = PageQuery(path: "/x", ["sort": "name"])
        #expect(ListOrder(byName, ["at", "name"], newestFirst: true).href("name", byName) == "/x?sort=-name")
    }

    @Test(arguments: TestDatabases.all)
    func everyListThatIsSortedByItsTimeGoesBothWays(_ kind: TestDatabase) async throws {
        try await Office.open(kind) { office in
            try await office.fillLedger()
            for number in 1...60 {
                try await office.importOrder(1000 + number, placed: Date(timeIntervalSince1970: 1_780_000_000 + Double(number)))
            }
            for number in 1...3 { try await office.salesOrder("#\(2000 + number)") }
            try await office.visit(as: .viewer) { visitor in
                let oldest = try await visitor.get("/orders?sort=createdAt").text
                let names = oldest.matches(of: />#(1[0-9]{3})</).map { String($0.output.1) }
                #expect(names == (1001...1050).map(String.init))
                #expect(oldest.contains("aria-sort=\"ascending\""))
                let next = try #require(oldest.firstMatch(of: /href="([^"]*cursor=[^"]*)" rel="next"/)?.output.1)
                let second = try await visitor.get(String(next).replacing("&amp;", with: "&")).text
                #expect(second.matches(of: />#(1[0-9]{3})</).map { String($0.output.1) } == (1051...1060).map(String.init))
                try await #expect(visitor.get("/orders").text.contains("aria-sort=\"descending\""))
                let documents = try await visitor.get("/ledger/sales-orders?sort=date").text.matches(of: />#(20[0-9]{2})\s*</).map {
                    String($0.output.1)
                }
                #expect(documents == ["2001", "2002", "2003"])
                for path in [
                    "/job-queue/log?sort=started", "/activity?sort=at", "/skipped-records?sort=since", "/payouts?sort=issuedAt",
                    "/ledger/shipments?sort=postedAt", "/products?sort=-title", "/customers?sort=name",
                ] {
                    try await #expect(visitor.get(path).status == .ok, "\(path)")
                }
            }
        }
    }

    @Test(arguments: TestDatabases.all)
    func productsAreSortedByTitleUnlessSomethingIsLookedFor(_ kind: TestDatabase) async throws {
        try await Office.open(kind) { office in
            try await office.importLinks()
            try await office.visit(as: .viewer) { visitor in
                #expect(try await visitor.get("/products?sort=-title").text.contains("aria-sort=\"descending\""))
                let found = try await visitor.get("/products?q=bike").text
                #expect(found.contains("Blue bicycle") && !found.contains("class=\"sort\""))
            }
        }
    }
}

import Connector
import Foundation
import Testing

@testable import Connector

@Suite struct OrderFilterTests {
    @Test func cursorIsQuoted() throws {
        let cursor = try #require(Instants.date("2026-08-24T10:00:00.750Z"))
        #expect(OrderFilter().search(from: cursor) == "updated_at:>='2026-08-24T10:00:00Z'")
        #expect(OrderFilter().search(from: nil) == "")
    }

    @Test func valuesAreJoinedAndEscaped() {
        var filter = OrderFilter()
        filter.financialStatus = ["paid", "PARTIALLY_PAID"]
        filter.tags = ["it's mine"]
        #expect(
            filter.search(from: nil) == "(financial_status:'paid' OR financial_status:'partially_paid') AND tag:'it\\'s mine'"
        )
    }

    @Test func filtersHaveTheirOwnCursor() {
        var paid = OrderFilter()
        paid.financialStatus = ["paid"]
        var since = OrderFilter()
        since.since = "2026-01-01T00:00:00Z"
        since.retrySkipped = "all"
        #expect(OrderFilter().cursorKey == "")
        #expect(since.cursorKey == "")
        #expect(paid.cursorKey != "")
        var again = paid
        again.since = since.since
        #expect(again.cursorKey == paid.cursorKey)
    }

    @Test func whatSearchCannotDoIsLookedAtAfterwards() {
        var filter = OrderFilter()
        filter.countries = ["gb"]
        let order = OrderMaking().stating(0)
        #expect(filter.accepts(order))
        filter.countries = ["FR"]
        #expect(!filter.accepts(order))
        filter.countries = nil
        filter.confirmed = false
        #expect(!filter.accepts(order))
    }

    @Test(arguments: [(0, []), (1, [1]), (125, [125]), (126, [63, 63]), (250, [125, 125]), (251, [84, 84, 83])])
    func batchesAreEqual(_ count: Int, _ sizes: [Int]) {
        #expect(OrderImport.cut((0..<count).map(String.init)).map(\.count) == sizes)
    }
}

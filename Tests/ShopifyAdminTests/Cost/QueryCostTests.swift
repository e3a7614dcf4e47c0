import ShopifyAdmin
import Testing

@Suite struct QueryCostTests {
    /// Recorded factors of Shopify's: page size → times the node.
    @Test(arguments: [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (10, 4), (20, 5), (25, 6), (50, 7), (90, 8), (100, 9), (200, 10), (250, 11)])
    func aConnectionGrowsWithTheLogarithm(_ first: Int, _ factor: Int) {
        #expect(QueryCost.connection(first, node: 1) == 2 + factor)
        #expect(QueryCost.connection(first, node: 7) == 2 + 7 * factor)
    }

    @Test func aConnectionWithoutPageCostsTwo() {
        #expect(QueryCost.connection(nil, node: 9) == 2)
        #expect(QueryCost.connection(0, node: 9) == 2)
    }

    @Test func ourBudgetsHold() {
        let pages = 4 * Admin.OrderIDs().requestedCost
        let batches = 8 * Admin.OrdersByIDs(ids: []).requestedCost
        #expect(Admin.OrderIDs().requestedCost == 13)
        #expect(pages + batches <= 1_300, "1 000 orders: four pages of ids, two batches of 125 a page")
        #expect(Admin.OrdersByIDs.wide(ids: []).requestedCost <= 1_000, "no request may cost more")
        #expect(4 * Admin.Products().requestedCost <= 1_020)
        #expect(4 * Admin.Customers().requestedCost <= 624)
    }

    @Test func whatIsNotIncludedCostsNothing() {
        let whole = Admin.OrdersByIDs(ids: []).requestedCost
        let without = Admin.OrdersByIDs(ids: [], withFulfillmentOrders: false, withReturns: false, withPaymentTerms: false).requestedCost
        #expect(without == whole - 16 - 3 - 4)
    }
}

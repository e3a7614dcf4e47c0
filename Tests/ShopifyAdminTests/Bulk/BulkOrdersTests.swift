import Foundation
import ShopifyAdmin
import Testing

@Suite struct BulkOrdersTests {
    /// The lines that a bulk operation writes for the node of a fixture: its connections become lines of their own.
    private func lines(_ file: String, root key: String) throws -> [RawJSON] {
        let fixture = try SchemaWalkTests.Fixture(file)
        let most = try #require(fixture.whole["most"] as? [String: Any])
        let edges = try #require((most[key] as? [String: Any])?["edges"] as? [[String: Any]])
        var node = try #require(edges.first?["node"] as? [String: Any])
        var children: [[String: Any]] = []
        for (name, value) in node.sorted(by: { $0.key < $1.key }) {
            guard let list = (value as? [String: Any])?["edges"] as? [[String: Any]] else { continue }
            node[name] = nil
            for edge in list {
                var child = edge["node"] as? [String: Any] ?? [:]
                child["__parentId"] = node["id"]
                children.append(child)
            }
        }
        return try ([node] + children).map { RawJSON(try JSONSerialization.data(withJSONObject: $0)) }
    }

    private func record(_ lines: [RawJSON]) throws -> BulkRecord {
        var grouping = BulkGrouping()
        for line in lines {
            let completed = grouping.add(line)
            #expect(completed == nil)
        }
        let last = grouping.finish()
        return try #require(last)
    }

    @Test func anOrderFromABulkResultIsAnOrder() throws {
        let record = try record(lines("OrdersBulk", root: "orders"))
        let order = try BulkOrders.order(record).decode(Admin.Order.self)
        #expect(order.lineItems.nodes.count == 1)
        #expect(order.shippingLines.nodes.count == 1)
        #expect(order.returns?.nodes.count == 1)
        #expect(order.discountApplications.nodes.map(\.typename) == ["DiscountCodeApplication"])
        #expect(order.fulfillmentOrders == nil)
        #expect(!order.isWhole, "the lines of its shipment and its refund are not there")
    }

    @Test func shippingCompletesAnOrder() throws {
        var lines = try lines("OrdersBulk", root: "orders")
        var root = try #require(try JSONSerialization.jsonObject(with: lines[0].bytes) as? [String: Any])
        let shipment = try #require((root["fulfillments"] as? [[String: Any]])?.first?["id"] as? String)
        root["refunds"] = [Any]()
        lines[0] = RawJSON(try JSONSerialization.data(withJSONObject: root))
        var shipping = try self.lines("ShippingBulk", root: "fulfillmentOrders")
        let line = #"{"__typename":"FulfillmentLineItem","id":"l","quantity":2,"lineItem":{"id":"x"},"__parentId":"\#(shipment)"}"#
        shipping.append(RawJSON(Data(line.utf8)))
        let record = try record(shipping)
        let order = try BulkOrders.order(self.record(lines), shipping: [record]).decode(Admin.Order.self)
        #expect(order.fulfillmentOrders?.nodes.count == 1)
        #expect(order.fulfillmentOrders?.nodes.first?.lineItems.nodes.count == 1)
        #expect(order.fulfillments.first?.fulfillmentLineItems.nodes.map(\.quantity) == [2])
        #expect(order.isWhole)
        // Kept as text and read again it is the same.
        #expect(BulkRecord(text: record.text)?.text == record.text)
    }

    @Test func anOrderWithoutShipmentsAndRefundsIsWhole() throws {
        var lines = try lines("OrdersBulk", root: "orders")
        var root = try #require(try JSONSerialization.jsonObject(with: lines[0].bytes) as? [String: Any])
        root["fulfillments"] = [Any]()
        root["refunds"] = [Any]()
        lines[0] = RawJSON(try JSONSerialization.data(withJSONObject: root))
        let order = try BulkOrders.order(record(lines)).decode(Admin.Order.self)
        #expect(order.isWhole)
        #expect(order.refunds.isEmpty)
    }

    @Test func aProductFromABulkResultIsAProduct() throws {
        let record = try record(lines("ProductsBulk", root: "products"))
        let product = try BulkOrders.product(record).decode(Admin.Product.self)
        #expect(product.variants.nodes.count == 1)
        #expect(product.variants.pageInfo.hasNextPage == false)
    }
}

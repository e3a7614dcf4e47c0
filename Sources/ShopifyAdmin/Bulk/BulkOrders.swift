import Foundation

/// Orders and products from bulk results, in the shape in which `OrdersByIDs` and `ProductsByIDs` have them.
public enum BulkOrders {
    /// The order as `Admin.Order` decodes it.
    ///
    /// A bulk query cannot reach what hangs below a list: the lines of shipments and refunds. They are marked as going on, so that such
    /// an order is not whole (`Admin.Order.isWhole`) and is read by id when its parts are needed.
    public static func order(_ record: BulkRecord) throws -> RawJSON {
        var connections: [String: [RawJSON]] = ["lineItems": [], "shippingLines": [], "discountApplications": [], "returns": []]
        for child in record.children {
            guard let kind = try child["__typename"]?.decode(String.self), let key = Self.connection(of: kind) else { continue }
            connections[key, default: []].append(child)
        }
        var members = try JSONScanner.members(of: record.root.bytes).map { (key: $0.key, value: $0.value) }
        for (index, member) in members.enumerated() {
            switch member.key {
            case "fulfillments": members[index].value = try withUnread(member.value, ["fulfillmentLineItems"])
            case "refunds":
                members[index].value = try withUnread(
                    member.value,
                    ["refundLineItems", "refundShippingLines", "orderAdjustments", "transactions"]
                )
            default: break
            }
        }
        for (key, nodes) in connections.sorted(by: { $0.key < $1.key }) { members.append((key, connection(nodes))) }
        return RawJSON(object(members))
    }

    /// The product as `Admin.Product` decodes it.
    public static func product(_ record: BulkRecord) throws -> RawJSON {
        let members = try JSONScanner.members(of: record.root.bytes).map { (key: $0.key, value: $0.value) }
        return RawJSON(object(members + [("variants", connection(record.children))]))
    }

    private static func connection(of kind: String) -> String? {
        switch kind {
        case "LineItem": "lineItems"
        case "ShippingLine": "shippingLines"
        case "Return": "returns"
        // DiscountCodeApplication, ManualDiscountApplication …
        default: kind.hasSuffix("Application") ? "discountApplications" : nil
        }
    }

    private static func connection(_ nodes: [RawJSON], goesOn: Bool = false) -> Data {
        var text = Data("{\"nodes\":[".utf8)
        for (index, node) in nodes.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            text.append(node.bytes)
        }
        text.append(contentsOf: "],\"pageInfo\":{\"hasNextPage\":\(goesOn),\"endCursor\":null}}".utf8)
        return text
    }

    /// Each object of a list with connections of which nothing is known yet.
    private static func withUnread(_ list: Data, _ keys: [String]) throws -> Data {
        let elements = try JSONScanner.elements(of: list).map { element in
            let members = try JSONScanner.members(of: element).map { (key: $0.key, value: $0.value) }
            return object(members + keys.map { ($0, connection([], goesOn: true)) })
        }
        return Data("[".utf8) + Data(elements.joined(separator: [UInt8(ascii: ",")])) + Data("]".utf8)
    }

    private static func object(_ members: [(key: String, value: Data)]) -> Data {
        var text = Data("{".utf8)
        for (index, member) in members.enumerated() {
            text.append(contentsOf: "\(index > 0 ? "," : "")\"\(member.key)\":".utf8)
            text.append(member.value)
        }
        text.append(UInt8(ascii: "}"))
        return text
    }
}

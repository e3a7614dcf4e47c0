import Foundation

/// Orders and products from bulk results, in the shape in which `OrdersByIDs` and `ProductsByIDs` have them.
public enum BulkOrders {
    /// The order as `Admin.Order` decodes it.
    ///
    /// A bulk query cannot reach what hangs below a list: the lines of refunds, and those of shipments that `shipping` does not have. They
    /// are marked as going on, so that such an order is not whole (`Admin.Order.isWhole`) and is read by id when its parts are needed.
    /// - Parameter shipping: the order's records of `ShippingBulk`, in their order; nil when these are not known.
    public static func order(_ record: BulkRecord, shipping: [BulkRecord]? = nil) throws -> RawJSON {
        let shipmentLines = try shipmentLines(shipping ?? [])
        var connections: [String: [RawJSON]] = ["lineItems": [], "shippingLines": [], "discountApplications": [], "returns": []]
        for child in record.children {
            guard let kind = try child["__typename"]?.decode(String.self), let key = Self.connection(of: kind) else { continue }
            connections[key, default: []].append(child)
        }
        var members = try JSONScanner.members(of: record.root.bytes).map { (key: $0.key, value: $0.value) }
        for (index, member) in members.enumerated() {
            switch member.key {
            case "fulfillments":
                members[index].value = try withParts(member.value) { shipment in
                    let lines = try shipment["id"].flatMap { shipmentLines[try $0.decode(String.self)] }
                    return [("fulfillmentLineItems", connection(lines ?? [], goesOn: lines == nil))]
                }
            case "refunds":
                members[index].value = try withParts(member.value) { _ in
                    ["refundLineItems", "refundShippingLines", "orderAdjustments", "transactions"].map {
                        ($0, connection([], goesOn: true))
                    }
                }
            // Of payment terms only that there are some is known: their schedules are a connection too many.
            case "paymentTerms": members[index].value = Data("null".utf8)
            default: break
            }
        }
        if let shipping { members.append(("fulfillmentOrders", connection(try shipping.map(fulfillmentOrder)))) }
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

    /// Each object of a list with further members.
    private static func withParts(_ list: Data, _ parts: (RawJSON) throws -> [(String, Data)]) throws -> Data {
        let elements = try JSONScanner.elements(of: list).map { element in
            let members = try JSONScanner.members(of: element).map { (key: $0.key, value: $0.value) }
            return object(members + (try parts(RawJSON(element))))
        }
        return Data("[".utf8) + Data(elements.joined(separator: [UInt8(ascii: ",")])) + Data("]".utf8)
    }

    /// A record of `ShippingBulk` as `Admin.FulfillmentOrder` decodes it.
    private static func fulfillmentOrder(_ record: BulkRecord) throws -> RawJSON {
        let members = try JSONScanner.members(of: record.root.bytes).map { (key: $0.key, value: $0.value) }
        let lines = try record.children.filter { try $0["__typename"]?.decode(String.self) == "FulfillmentOrderLineItem" }
        return RawJSON(object(members + [("lineItems", connection(lines))]))
    }

    /// The lines of shipments by the shipment's id. One that ships lines of several fulfillment orders hangs below each of them, whole.
    private static func shipmentLines(_ records: [BulkRecord]) throws -> [String: [RawJSON]] {
        var found: [String: [RawJSON]] = [:]
        for record in records {
            var own: [String: [RawJSON]] = [:]
            for child in record.children {
                switch try child["__typename"]?.decode(String.self) {
                case "Fulfillment": if let id = try child["id"]?.decode(String.self) { own[id] = own[id] ?? [] }
                case "FulfillmentLineItem":
                    if let parent = try child["__parentId"]?.decode(String.self) { own[parent, default: []].append(child) }
                default: break
                }
            }
            found.merge(own) { first, _ in first }
        }
        return found
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

public import Foundation

/// A posted shipment, or the posted receipt of a return. Only its tracking can change.
public struct Shipment: Sendable, Hashable, Codable {
    /// Which way the goods went.
    public enum Direction: String, Sendable, Hashable, Codable, CaseIterable {
        case shipment
        case returnReceipt
    }

    public struct Line: Sendable, Hashable, Codable {
        /// The line of the order.
        public var orderLine: Int
        public var item: String
        public var variant: String
        public var unit: String
        public var description: String
        /// In the line's unit.
        public var quantity: Decimal
        public var location: String
        /// The shop's id of the order's line.
        public var externalID: String

        public init(
            orderLine: Int,
            item: String,
            variant: String,
            unit: String,
            description: String,
            quantity: Decimal,
            location: String,
            externalID: String
        ) {
            self.orderLine = orderLine
            self.item = item
            self.variant = variant
            self.unit = unit
            self.description = description
            self.quantity = quantity
            self.location = location
            self.externalID = externalID
        }
    }

    public struct Package: Sendable, Hashable, Codable {
        /// 1, 2, 3 …
        public var no: Int
        public var trackingNo: String
        /// The shipping agent's code.
        public var agent: String
        /// What is in it, by line of the order; empty: unknown.
        public var lines: [LineQuantity]

        public init(no: Int, trackingNo: String, agent: String, lines: [LineQuantity]) {
            self.no = no
            self.trackingNo = trackingNo
            self.agent = agent
            self.lines = lines
        }
    }

    public var no: String
    public var type: Direction
    public var orderNo: String
    /// The key with which the order was created; empty when it came another way.
    public var orderKey: String
    public var externalDocumentNo: String
    /// The shop's id of the order.
    public var externalID: String
    public var customerNo: String
    public var shipTo: Address
    public var shipmentMethod: String
    public var shippingAgent: String
    public var postedAt: Date
    public var lines: [Line]
    public var packages: [Package]

    public init(
        no: String,
        type: Direction,
        orderNo: String,
        orderKey: String,
        externalDocumentNo: String,
        externalID: String,
        customerNo: String,
        shipTo: Address,
        shipmentMethod: String,
        shippingAgent: String,
        postedAt: Date,
        lines: [Line],
        packages: [Package]
    ) {
        self.no = no
        self.type = type
        self.orderNo = orderNo
        self.orderKey = orderKey
        self.externalDocumentNo = externalDocumentNo
        self.externalID = externalID
        self.customerNo = customerNo
        self.shipTo = shipTo
        self.shipmentMethod = shipmentMethod
        self.shippingAgent = shippingAgent
        self.postedAt = postedAt
        self.lines = lines
        self.packages = packages
    }
}

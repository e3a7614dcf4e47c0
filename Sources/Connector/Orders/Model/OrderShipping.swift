/// A shipping charge.
public struct OrderShippingLine: Sendable, Hashable, Codable {
    public var id: String?
    public var title: String
    public var code: String?
    public var source: String?
    public var carrier: String?
    public var price: Amounts
    public var discounts: [OrderLine.Discount]
    public var taxes: [OrderTax]
    public var isRemoved: Bool

    public init(
        id: String? = nil,
        title: String,
        code: String? = nil,
        source: String? = nil,
        carrier: String? = nil,
        price: Amounts,
        discounts: [OrderLine.Discount] = [],
        taxes: [OrderTax] = [],
        isRemoved: Bool = false
    ) {
        self.id = id
        self.title = title
        self.code = code
        self.source = source
        self.carrier = carrier
        self.price = price
        self.discounts = discounts
        self.taxes = taxes
        self.isRemoved = isRemoved
    }
}

/// A fulfillment order: which lines are to be shipped from where.
public struct OrderFulfillmentOrder: Sendable, Hashable, Codable {
    public struct Line: Sendable, Hashable, Codable {
        public var id: String
        /// The order's line.
        public var lineID: String
        public var total: Int
        public var remaining: Int

        public init(id: String, lineID: String, total: Int, remaining: Int) {
            self.id = id
            self.lineID = lineID
            self.total = total
            self.remaining = remaining
        }
    }

    public var id: String
    public var status: String
    public var requestStatus: String
    public var locationID: String?
    public var locationName: String
    public var deliveryMethod: String?
    public var lines: [Line]

    public init(
        id: String,
        status: String,
        requestStatus: String,
        locationID: String?,
        locationName: String,
        deliveryMethod: String? = nil,
        lines: [Line]
    ) {
        self.id = id
        self.status = status
        self.requestStatus = requestStatus
        self.locationID = locationID
        self.locationName = locationName
        self.deliveryMethod = deliveryMethod
        self.lines = lines
    }
}

/// What was shipped.
public struct OrderFulfillment: Sendable, Hashable, Codable {
    public struct Tracking: Sendable, Hashable, Codable {
        public var number: String?
        public var company: String?
        public var url: String?

        public init(number: String?, company: String?, url: String?) {
            self.number = number
            self.company = company
            self.url = url
        }
    }

    public struct Line: Sendable, Hashable, Codable {
        public var lineID: String
        public var quantity: Int

        public init(lineID: String, quantity: Int) {
            self.lineID = lineID
            self.quantity = quantity
        }
    }

    public var id: String
    public var name: String
    public var status: String
    public var locationID: String?
    public var tracking: [Tracking]
    public var lines: [Line]

    public init(id: String, name: String, status: String, locationID: String?, tracking: [Tracking], lines: [Line]) {
        self.id = id
        self.name = name
        self.status = status
        self.locationID = locationID
        self.tracking = tracking
        self.lines = lines
    }
}

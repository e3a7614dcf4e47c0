public import Foundation

/// An order as it was imported: everything that the tasks ask Shopify for, with connections unwrapped and amounts exact.
public struct ShopOrder: Sendable, Hashable, Codable {
    /// Shopify's global id, `gid://shopify/Order/…`.
    public var id: String
    /// What people call it, `#1001`.
    public var name: String
    public var number: Int
    public var createdAt: Date
    public var updatedAt: Date
    public var processedAt: Date
    public var cancelledAt: Date?
    public var cancelReason: String?
    public var closedAt: Date?
    public var test = false
    public var confirmed = true
    public var edited = false
    public var taxesIncluded = false
    public var taxExempt = false
    public var dutiesIncluded = false
    public var financialStatus: String?
    public var fulfillmentStatus: String
    public var returnStatus: String
    public var currency: String
    public var presentmentCurrency: String
    public var totals: OrderTotals
    public var email: String?
    public var phone: String?
    public var note: String?
    public var poNumber: String?
    public var tags: [String] = []
    public var sourceName: String?
    public var channel: String?
    public var locale: String?
    public var discountCodes: [String] = []
    public var gateways: [String] = []
    public var attributes: [OrderAttribute] = []
    public var customer: OrderCustomer?
    public var company: OrderCompany?
    public var billingAddress: OrderAddress?
    public var shippingAddress: OrderAddress?
    public var discounts: [OrderDiscount] = []
    public var lines: [OrderLine] = []
    public var shippingLines: [OrderShippingLine] = []
    public var fees: [OrderFee] = []
    public var taxes: [OrderTax] = []
    public var transactions: [OrderTransaction] = []
    public var fulfillmentOrders: [OrderFulfillmentOrder] = []
    public var fulfillments: [OrderFulfillment] = []
    public var refunds: [OrderRefund] = []
    public var returns: [OrderReturn] = []
    public var paymentTerms: OrderPaymentTerms?
    /// `ACCEPT`, `INVESTIGATE`, `CANCEL` or `NONE`.
    public var riskRecommendation: String?
    /// The highest of the assessments: `HIGH`, `MEDIUM`, `LOW`, `NONE`, `PENDING`.
    public var riskLevel: String?

    public init(
        id: String,
        name: String,
        number: Int,
        createdAt: Date,
        updatedAt: Date,
        processedAt: Date? = nil,
        fulfillmentStatus: String,
        returnStatus: String = "NO_RETURN",
        currency: String,
        presentmentCurrency: String? = nil,
        totals: OrderTotals
    ) {
        self.id = id
        self.name = name
        self.number = number
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.processedAt = processedAt ?? createdAt
        self.fulfillmentStatus = fulfillmentStatus
        self.returnStatus = returnStatus
        self.currency = currency
        self.presentmentCurrency = presentmentCurrency ?? currency
        self.totals = totals
    }

    /// The currency of the document, wholly one or the other.
    public func currency(_ handling: CurrencyHandling) -> String { handling == .shop ? currency : presentmentCurrency }
}

/// Goods that the buyer sends back, or exchanges.
public struct OrderReturn: Sendable, Hashable, Codable {
    public struct Line: Sendable, Hashable, Codable {
        public var id: String
        /// The order's line, where Shopify names it.
        public var lineID: String?
        public var quantity: Int
        public var reason: String?

        public init(id: String, lineID: String?, quantity: Int, reason: String?) {
            self.id = id
            self.lineID = lineID
            self.quantity = quantity
            self.reason = reason
        }
    }

    public var id: String
    public var name: String
    public var status: String
    public var lines: [Line]
    /// Order lines that were added for exchanged goods.
    public var exchangeLineIDs: [String]

    public init(id: String, name: String, status: String, lines: [Line], exchangeLineIDs: [String] = []) {
        self.id = id
        self.name = name
        self.status = status
        self.lines = lines
        self.exchangeLineIDs = exchangeLineIDs
    }
}

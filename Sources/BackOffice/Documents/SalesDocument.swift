public import Foundation

/// A sales document as the back office holds it. Its total is the sum of its lines' totals less its discount.
public struct SalesDocument: Sendable, Hashable, Codable {
    public var type: SalesDocumentType
    public var no: String
    public var externalDocumentNo: String
    public var externalID: String
    /// The idempotency key it was created with; empty when it came another way.
    public var key: String
    public var customerNo: String
    public var billToCustomerNo: String
    public var sellTo: Address
    public var billTo: Address
    public var shipTo: Address
    public var currency: CurrencyCode
    public var pricesIncludeTax: Bool
    /// `yyyy-MM-dd`.
    public var documentDate: String
    public var lines: [SalesLine]
    /// On the whole document, beside those of the lines.
    public var discount: Money
    public var tax: Money
    /// Taxes included.
    public var total: Money
    public var paymentMethod: String
    public var shipmentMethod: String
    public var shippingAgent: String
    public var appliesToNo: String
    public var note: String
    public var status: SalesDocumentStatus
    public var createdAt: Date
    /// Posted invoices and credit memos: the order or return order they were posted from; empty when they came without one.
    public var orderNo: String
    public var postedAt: Date?

    public init(
        type: SalesDocumentType,
        no: String,
        externalDocumentNo: String,
        externalID: String,
        key: String,
        customerNo: String,
        billToCustomerNo: String,
        sellTo: Address,
        billTo: Address,
        shipTo: Address,
        currency: CurrencyCode,
        pricesIncludeTax: Bool,
        documentDate: String,
        lines: [SalesLine],
        discount: Money,
        tax: Money,
        total: Money,
        paymentMethod: String,
        shipmentMethod: String,
        shippingAgent: String,
        appliesToNo: String,
        note: String,
        status: SalesDocumentStatus,
        createdAt: Date,
        orderNo: String = "",
        postedAt: Date? = nil
    ) {
        self.type = type
        self.no = no
        self.externalDocumentNo = externalDocumentNo
        self.externalID = externalID
        self.key = key
        self.customerNo = customerNo
        self.billToCustomerNo = billToCustomerNo
        self.sellTo = sellTo
        self.billTo = billTo
        self.shipTo = shipTo
        self.currency = currency
        self.pricesIncludeTax = pricesIncludeTax
        self.documentDate = documentDate
        self.lines = lines
        self.discount = discount
        self.tax = tax
        self.total = total
        self.paymentMethod = paymentMethod
        self.shipmentMethod = shipmentMethod
        self.shippingAgent = shippingAgent
        self.appliesToNo = appliesToNo
        self.note = note
        self.status = status
        self.createdAt = createdAt
        self.orderNo = orderNo
        self.postedAt = postedAt
    }
}

public import Foundation

/// A sales document that is to be created.
///
/// Its total is: the sum over the lines of quantity × unit price − discount, each rounded to the currency's smallest coin, less the
/// document's discount, plus all taxes when prices exclude them. The back office computes it and refuses a draft
/// whose `expectedTotal` differs.
public struct SalesDocumentDraft: Sendable, Hashable, Codable {
    public var type: SalesDocumentType
    /// The number it shall have; nil: the next of the type's number series.
    public var no: String?
    /// What a person knows it by: the shop's name of the order, such as `#1001`. Up to 35 characters fit every back office.
    public var externalDocumentNo: String
    /// The shop's id of the order, kept beside.
    public var externalID: String
    /// Who buys.
    public var customerNo: String
    /// Who pays; nil: who buys.
    public var billToCustomerNo: String?
    public var sellTo: Address
    public var billTo: Address
    public var shipTo: Address
    public var currency: CurrencyCode
    /// Whether unit prices, discounts and line amounts include the taxes that stand beside them.
    public var pricesIncludeTax: Bool
    /// The calendar day in the shop's time zone, `yyyy-MM-dd`.
    public var documentDate: String
    public var lines: [SalesLineDraft]
    /// A discount on the whole document, beside those of the lines.
    public var discount: Decimal
    public var paymentMethod: String
    public var shipmentMethod: String
    public var shippingAgent: String
    /// Credit memos and return orders: the number of the document that is credited.
    public var appliesToNo: String
    /// Words for the people who work on it.
    public var note: String
    /// What the shop says that it comes to, taxes included.
    public var expectedTotal: Decimal
    /// What the shop says that the taxes come to; when given, another sum of the tax lines is refused.
    public var expectedTax: Decimal?

    public init(
        type: SalesDocumentType = .order,
        no: String? = nil,
        externalDocumentNo: String,
        externalID: String = "",
        customerNo: String,
        billToCustomerNo: String? = nil,
        sellTo: Address = Address(),
        billTo: Address = Address(),
        shipTo: Address = Address(),
        currency: CurrencyCode,
        pricesIncludeTax: Bool,
        documentDate: String,
        lines: [SalesLineDraft],
        discount: Decimal = 0,
        paymentMethod: String = "",
        shipmentMethod: String = "",
        shippingAgent: String = "",
        appliesToNo: String = "",
        note: String = "",
        expectedTotal: Decimal,
        expectedTax: Decimal? = nil
    ) {
        self.type = type
        self.no = no
        self.externalDocumentNo = externalDocumentNo
        self.externalID = externalID
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
        self.paymentMethod = paymentMethod
        self.shipmentMethod = shipmentMethod
        self.shippingAgent = shippingAgent
        self.appliesToNo = appliesToNo
        self.note = note
        self.expectedTotal = expectedTotal
        self.expectedTax = expectedTax
    }
}

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

extension SalesDocumentDraft {
    /// What JSON leaves out is as if `init` left it out.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            type: try values.decodeIfPresent(SalesDocumentType.self, forKey: .type) ?? .order,
            no: try values.decodeIfPresent(String.self, forKey: .no),
            externalDocumentNo: try values.decodeIfPresent(String.self, forKey: .externalDocumentNo) ?? "",
            externalID: try values.decodeIfPresent(String.self, forKey: .externalID) ?? "",
            customerNo: try values.decode(String.self, forKey: .customerNo),
            billToCustomerNo: try values.decodeIfPresent(String.self, forKey: .billToCustomerNo),
            sellTo: try values.decodeIfPresent(Address.self, forKey: .sellTo) ?? Address(),
            billTo: try values.decodeIfPresent(Address.self, forKey: .billTo) ?? Address(),
            shipTo: try values.decodeIfPresent(Address.self, forKey: .shipTo) ?? Address(),
            currency: try values.decode(CurrencyCode.self, forKey: .currency),
            pricesIncludeTax: try values.decode(Bool.self, forKey: .pricesIncludeTax),
            documentDate: try values.decode(String.self, forKey: .documentDate),
            lines: try values.decode([SalesLineDraft].self, forKey: .lines),
            discount: try values.decodeIfPresent(Decimal.self, forKey: .discount) ?? 0,
            paymentMethod: try values.decodeIfPresent(String.self, forKey: .paymentMethod) ?? "",
            shipmentMethod: try values.decodeIfPresent(String.self, forKey: .shipmentMethod) ?? "",
            shippingAgent: try values.decodeIfPresent(String.self, forKey: .shippingAgent) ?? "",
            appliesToNo: try values.decodeIfPresent(String.self, forKey: .appliesToNo) ?? "",
            note: try values.decodeIfPresent(String.self, forKey: .note) ?? "",
            expectedTotal: try values.decode(Decimal.self, forKey: .expectedTotal),
            expectedTax: try values.decodeIfPresent(Decimal.self, forKey: .expectedTax)
        )
    }
}

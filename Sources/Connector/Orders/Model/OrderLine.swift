/// A line of an order. Prices and allocations are those of the quantity ordered; `currentQuantity` is what is left of it after edits,
/// cancellations and refunds.
public struct OrderLine: Sendable, Hashable, Codable {
    /// What a discount took off this line.
    public struct Discount: Sendable, Hashable, Codable {
        public var amount: Amounts
        /// The order's discount application, by index; nil when it names none of them.
        public var application: Int?

        public init(amount: Amounts, application: Int?) {
            self.amount = amount
            self.application = application
        }
    }

    /// The bundle that a component belongs to.
    public struct Bundle: Sendable, Hashable, Codable {
        public var id: String
        public var title: String
        public var quantity: Int
        public var variantID: String?

        public init(id: String, title: String, quantity: Int, variantID: String?) {
            self.id = id
            self.title = title
            self.quantity = quantity
            self.variantID = variantID
        }
    }

    public var id: String
    public var title: String
    public var variantTitle: String?
    public var sku: String?
    public var vendor: String?
    public var variantID: String?
    public var productID: String?
    public var barcode: String?
    public var quantity: Int
    public var currentQuantity: Int
    public var requiresShipping: Bool
    public var taxable: Bool
    public var isGiftCard: Bool
    public var unitPrice: Amounts
    public var discounts: [Discount]
    public var taxes: [OrderTax]
    public var duties: [OrderDuty]
    public var attributes: [OrderAttribute]
    public var bundle: Bundle?
    /// Added by an exchange: what it costs is settled with the return, not with this order's document.
    public var isExchange: Bool

    public init(
        id: String,
        title: String,
        variantTitle: String? = nil,
        sku: String? = nil,
        vendor: String? = nil,
        variantID: String? = nil,
        productID: String? = nil,
        barcode: String? = nil,
        quantity: Int,
        currentQuantity: Int? = nil,
        requiresShipping: Bool = true,
        taxable: Bool = true,
        isGiftCard: Bool = false,
        unitPrice: Amounts,
        discounts: [Discount] = [],
        taxes: [OrderTax] = [],
        duties: [OrderDuty] = [],
        attributes: [OrderAttribute] = [],
        bundle: Bundle? = nil,
        isExchange: Bool = false
    ) {
        self.id = id
        self.title = title
        self.variantTitle = variantTitle
        self.sku = sku
        self.vendor = vendor
        self.variantID = variantID
        self.productID = productID
        self.barcode = barcode
        self.quantity = quantity
        self.currentQuantity = currentQuantity ?? quantity
        self.requiresShipping = requiresShipping
        self.taxable = taxable
        self.isGiftCard = isGiftCard
        self.unitPrice = unitPrice
        self.discounts = discounts
        self.taxes = taxes
        self.duties = duties
        self.attributes = attributes
        self.bundle = bundle
        self.isExchange = isExchange
    }

    /// How people call it: the title, with the variant's.
    public var name: String {
        guard let variantTitle, !variantTitle.isEmpty, variantTitle != "Default Title" else { return title }
        return "\(title) - \(variantTitle)"
    }

    /// A tip comes as a line without a product; Shopify has no flag for it and always calls it “Tip”.
    public var isTip: Bool {
        productID == nil && variantID == nil && !requiresShipping && !isGiftCard && title.lowercased() == "tip"
    }
}

public import Foundation

/// Something that is sold. Blank fields are empty strings.
public struct Item: Sendable, Hashable, Codable {
    public var no: String
    public var description: String
    public var type: ItemType
    /// The unit in which stock is counted, such as `PCS`.
    public var baseUnit: String
    public var unitPrice: Money
    public var unitCost: Money
    public var vendor: String
    public var category: String
    public var gtin: String
    public var tariffNo: String
    /// ISO 3166-1 alpha-2.
    public var countryOfOrigin: String
    /// Gross weight of one base unit in kilograms; nil: unknown.
    public var weight: Decimal?
    public var blocked: Bool
    /// Not to be sold, though it may be bought and counted.
    public var salesBlocked: Bool
    /// HTML or plain text for the shop.
    public var marketingText: String
    public var variants: [ItemVariant]
    /// Quantity on hand in base units by location code; locations without stock are absent. Stock of variants is part of it.
    public var stock: [String: Decimal]

    public init(
        no: String,
        description: String,
        type: ItemType = .inventory,
        baseUnit: String = "PCS",
        unitPrice: Money,
        unitCost: Money? = nil,
        vendor: String = "",
        category: String = "",
        gtin: String = "",
        tariffNo: String = "",
        countryOfOrigin: String = "",
        weight: Decimal? = nil,
        blocked: Bool = false,
        salesBlocked: Bool = false,
        marketingText: String = "",
        variants: [ItemVariant] = [],
        stock: [String: Decimal] = [:]
    ) {
        self.no = no
        self.description = description
        self.type = type
        self.baseUnit = baseUnit
        self.unitPrice = unitPrice
        self.unitCost = unitCost ?? .zero(unitPrice.currency)
        self.vendor = vendor
        self.category = category
        self.gtin = gtin
        self.tariffNo = tariffNo
        self.countryOfOrigin = countryOfOrigin
        self.weight = weight
        self.blocked = blocked
        self.salesBlocked = salesBlocked
        self.marketingText = marketingText
        self.variants = variants
        self.stock = stock
    }
}

public import Foundation

/// An item that is to be created, with the variants and references that come with it.
public struct ItemDraft: Sendable, Hashable, Codable {
    /// A further code under which an item or variant is found.
    public struct Reference: Sendable, Hashable, Codable {
        /// Empty: the item itself.
        public var variantCode: String
        public var type: ItemReferenceType
        public var reference: String
        /// Empty: the base unit.
        public var unit: String

        public init(variantCode: String = "", type: ItemReferenceType, reference: String, unit: String = "") {
            self.variantCode = variantCode
            self.type = type
            self.reference = reference
            self.unit = unit
        }
    }

    /// The number it shall have; nil: the next of the back office's number series.
    public var no: String?
    public var description: String
    public var type: ItemType
    public var baseUnit: String
    public var unitPrice: Money
    public var unitCost: Money?
    public var vendor: String
    public var category: String
    public var gtin: String
    public var tariffNo: String
    public var countryOfOrigin: String
    public var weight: Decimal?
    public var marketingText: String
    /// Their `itemNo` is not read.
    public var variants: [ItemVariant]
    public var references: [Reference]

    public init(
        no: String? = nil,
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
        marketingText: String = "",
        variants: [ItemVariant] = [],
        references: [Reference] = []
    ) {
        self.no = no
        self.description = description
        self.type = type
        self.baseUnit = baseUnit
        self.unitPrice = unitPrice
        self.unitCost = unitCost
        self.vendor = vendor
        self.category = category
        self.gtin = gtin
        self.tariffNo = tariffNo
        self.countryOfOrigin = countryOfOrigin
        self.weight = weight
        self.marketingText = marketingText
        self.variants = variants
        self.references = references
    }
}

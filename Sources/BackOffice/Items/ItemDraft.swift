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

extension ItemDraft.Reference {
    /// What JSON leaves out is as if `init` left it out.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            variantCode: try values.decodeIfPresent(String.self, forKey: .variantCode) ?? "",
            type: try values.decode(ItemReferenceType.self, forKey: .type),
            reference: try values.decode(String.self, forKey: .reference),
            unit: try values.decodeIfPresent(String.self, forKey: .unit) ?? ""
        )
    }
}

extension ItemDraft {
    /// What JSON leaves out is as if `init` left it out.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            no: try values.decodeIfPresent(String.self, forKey: .no),
            description: try values.decode(String.self, forKey: .description),
            type: try values.decodeIfPresent(ItemType.self, forKey: .type) ?? .inventory,
            baseUnit: try values.decodeIfPresent(String.self, forKey: .baseUnit) ?? "PCS",
            unitPrice: try values.decode(Money.self, forKey: .unitPrice),
            unitCost: try values.decodeIfPresent(Money.self, forKey: .unitCost),
            vendor: try values.decodeIfPresent(String.self, forKey: .vendor) ?? "",
            category: try values.decodeIfPresent(String.self, forKey: .category) ?? "",
            gtin: try values.decodeIfPresent(String.self, forKey: .gtin) ?? "",
            tariffNo: try values.decodeIfPresent(String.self, forKey: .tariffNo) ?? "",
            countryOfOrigin: try values.decodeIfPresent(String.self, forKey: .countryOfOrigin) ?? "",
            weight: try values.decodeIfPresent(Decimal.self, forKey: .weight),
            marketingText: try values.decodeIfPresent(String.self, forKey: .marketingText) ?? "",
            variants: try values.decodeIfPresent([ItemVariant].self, forKey: .variants) ?? [],
            references: try values.decodeIfPresent([Reference].self, forKey: .references) ?? []
        )
    }
}

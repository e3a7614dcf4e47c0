public import Foundation

/// One of the forms an item comes in, such as a size. Blank fields are empty strings.
public struct ItemVariant: Sendable, Hashable, Codable {
    public var itemNo: String
    public var code: String
    public var description: String
    public var gtin: String
    public var option1: String
    public var option2: String
    public var option3: String
    /// Nil: the item's price.
    public var unitPrice: Money?
    /// Gross weight of one base unit in kilograms; nil: the item's.
    public var weight: Decimal?
    public var blocked: Bool

    public init(
        itemNo: String,
        code: String,
        description: String = "",
        gtin: String = "",
        option1: String = "",
        option2: String = "",
        option3: String = "",
        unitPrice: Money? = nil,
        weight: Decimal? = nil,
        blocked: Bool = false
    ) {
        self.itemNo = itemNo
        self.code = code
        self.description = description
        self.gtin = gtin
        self.option1 = option1
        self.option2 = option2
        self.option3 = option3
        self.unitPrice = unitPrice
        self.weight = weight
        self.blocked = blocked
    }
}

extension ItemVariant {
    /// What JSON leaves out is as if `init` left it out; so may the item's number be, inside an item.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            itemNo: try values.decodeIfPresent(String.self, forKey: .itemNo) ?? "",
            code: try values.decode(String.self, forKey: .code),
            description: try values.decodeIfPresent(String.self, forKey: .description) ?? "",
            gtin: try values.decodeIfPresent(String.self, forKey: .gtin) ?? "",
            option1: try values.decodeIfPresent(String.self, forKey: .option1) ?? "",
            option2: try values.decodeIfPresent(String.self, forKey: .option2) ?? "",
            option3: try values.decodeIfPresent(String.self, forKey: .option3) ?? "",
            unitPrice: try values.decodeIfPresent(Money.self, forKey: .unitPrice),
            weight: try values.decodeIfPresent(Decimal.self, forKey: .weight),
            blocked: try values.decodeIfPresent(Bool.self, forKey: .blocked) ?? false
        )
    }
}

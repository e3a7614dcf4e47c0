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

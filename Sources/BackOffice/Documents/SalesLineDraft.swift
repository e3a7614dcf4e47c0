public import Foundation

/// A line of a draft. All amounts are in the document's currency, and include tax exactly when the document's prices do.
public struct SalesLineDraft: Sendable, Hashable, Codable {
    /// What the line sells.
    public enum Subject: Sendable, Hashable, Codable {
        /// An item; the variant code is empty for the item itself, the unit is empty for its base unit.
        case item(no: String, variant: String, unit: String)
        /// An account of the general ledger, by its number.
        case account(no: String, kind: AccountLineKind)
    }

    public var subject: Subject
    /// Empty: the item's own description.
    public var description: String
    /// In the line's unit; up to five decimals, above zero.
    public var quantity: Decimal
    /// May be finer than the smallest coin; negative only on account lines.
    public var unitPrice: Decimal
    /// The whole line's discount, not that of one unit.
    public var discount: Decimal
    public var taxes: [TaxLine]
    /// Empty: none. Where an item line is delivered from.
    public var location: String
    /// The shop's id of the line: shipments and credit memos are matched by it.
    public var externalID: String
    /// What the shop says the line comes to: quantity × unit price − discount. When given, another result is refused.
    public var expectedAmount: Decimal?

    public init(
        _ subject: Subject,
        description: String = "",
        quantity: Decimal = 1,
        unitPrice: Decimal,
        discount: Decimal = 0,
        taxes: [TaxLine] = [],
        location: String = "",
        externalID: String = "",
        expectedAmount: Decimal? = nil
    ) {
        self.subject = subject
        self.description = description
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.discount = discount
        self.taxes = taxes
        self.location = location
        self.externalID = externalID
        self.expectedAmount = expectedAmount
    }
}

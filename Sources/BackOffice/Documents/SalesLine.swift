public import Foundation

/// A line of a sales document. Amounts include tax exactly when the document's prices do, except `total`, which always does.
public struct SalesLine: Sendable, Hashable, Codable {
    /// What stands on a line.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case item
        case account
    }

    /// 10000, 20000 …, so that lines can be put between.
    public var no: Int
    public var type: Kind
    /// The item's number, or empty on account lines.
    public var item: String
    public var variant: String
    public var unit: String
    /// The account's number, or empty on item lines.
    public var account: String
    /// Why an account line is there.
    public var accountKind: AccountLineKind?
    public var description: String
    public var quantity: Decimal
    public var unitPrice: Money
    public var discount: Money
    /// Quantity × unit price − discount, rounded to the smallest coin.
    public var amount: Money
    public var tax: Money
    /// With tax.
    public var total: Money
    public var taxes: [TaxLine]
    public var location: String
    public var externalID: String
    /// Quantity shipped so far (on return orders: received).
    public var shipped: Decimal
    public var invoiced: Decimal
    /// Of what is not shipped, the quantity set aside for this line.
    public var reserved: Decimal
    /// Base units in one unit of the line.
    public var quantityPerUnit: Decimal

    public init(
        no: Int,
        type: Kind,
        item: String,
        variant: String,
        unit: String,
        account: String,
        accountKind: AccountLineKind?,
        description: String,
        quantity: Decimal,
        unitPrice: Money,
        discount: Money,
        amount: Money,
        tax: Money,
        total: Money,
        taxes: [TaxLine],
        location: String,
        externalID: String,
        shipped: Decimal = 0,
        invoiced: Decimal = 0,
        reserved: Decimal = 0,
        quantityPerUnit: Decimal = 1
    ) {
        self.no = no
        self.type = type
        self.item = item
        self.variant = variant
        self.unit = unit
        self.account = account
        self.accountKind = accountKind
        self.description = description
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.discount = discount
        self.amount = amount
        self.tax = tax
        self.total = total
        self.taxes = taxes
        self.location = location
        self.externalID = externalID
        self.shipped = shipped
        self.invoiced = invoiced
        self.reserved = reserved
        self.quantityPerUnit = quantityPerUnit
    }
}

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

extension SalesLineDraft.Subject {
    private enum CodingKeys: String, CodingKey { case item, variant, unit, account, kind }

    /// `{"item": "1000", "variant": "RED", "unit": "PCS"}` or `{"account": "8400", "kind": "shipping"}`.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        if let account = try values.decodeIfPresent(String.self, forKey: .account) {
            self = .account(no: account, kind: try values.decodeIfPresent(AccountLineKind.self, forKey: .kind) ?? .other)
        } else {
            self = .item(
                no: try values.decode(String.self, forKey: .item),
                variant: try values.decodeIfPresent(String.self, forKey: .variant) ?? "",
                unit: try values.decodeIfPresent(String.self, forKey: .unit) ?? ""
            )
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .item(let no, let variant, let unit):
            try values.encode(no, forKey: .item)
            try values.encode(variant, forKey: .variant)
            try values.encode(unit, forKey: .unit)
        case .account(let no, let kind):
            try values.encode(no, forKey: .account)
            try values.encode(kind, forKey: .kind)
        }
    }
}

extension SalesLineDraft {
    /// What JSON leaves out is as if `init` left it out.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            try values.decode(Subject.self, forKey: .subject),
            description: try values.decodeIfPresent(String.self, forKey: .description) ?? "",
            quantity: try values.decodeIfPresent(Decimal.self, forKey: .quantity) ?? 1,
            unitPrice: try values.decode(Decimal.self, forKey: .unitPrice),
            discount: try values.decodeIfPresent(Decimal.self, forKey: .discount) ?? 0,
            taxes: try values.decodeIfPresent([TaxLine].self, forKey: .taxes) ?? [],
            location: try values.decodeIfPresent(String.self, forKey: .location) ?? "",
            externalID: try values.decodeIfPresent(String.self, forKey: .externalID) ?? "",
            expectedAmount: try values.decodeIfPresent(Decimal.self, forKey: .expectedAmount)
        )
    }
}

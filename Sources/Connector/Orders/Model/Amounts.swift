import BackOffice
public import Foundation

/// One amount in both of an order's currencies, as Shopify's money bags carry it.
public struct Amounts: Sendable, Hashable, Codable {
    /// In the shop's currency.
    public var shop: Decimal
    /// In the currency that the buyer saw.
    public var presentment: Decimal

    public init(shop: Decimal, presentment: Decimal) {
        self.shop = shop
        self.presentment = presentment
    }

    public static let zero = Amounts(shop: 0, presentment: 0)

    public var isZero: Bool { shop == 0 && presentment == 0 }

    /// The amount in the chosen currency.
    public func amount(_ handling: CurrencyHandling) -> Decimal { handling == .shop ? shop : presentment }

    public static func + (left: Amounts, right: Amounts) -> Amounts {
        Amounts(shop: left.shop + right.shop, presentment: left.presentment + right.presentment)
    }

    public static func - (left: Amounts, right: Amounts) -> Amounts {
        Amounts(shop: left.shop - right.shop, presentment: left.presentment - right.presentment)
    }

    // Texts, not numbers: JSON numbers pass through binary floating point in too many readers.
    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        shop = try Self.decimal(&container)
        presentment = container.isAtEnd ? shop : try Self.decimal(&container)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(shop.description)
        if presentment != shop { try container.encode(presentment.description) }
    }

    private static func decimal(_ container: inout any UnkeyedDecodingContainer) throws -> Decimal {
        let text = try container.decode(String.self)
        guard let value = Decimal(exactly: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "“\(text)” is not an amount")
        }
        return value
    }
}

extension Sequence where Element == Amounts {
    /// All of them together.
    func sum() -> Amounts { reduce(.zero, +) }
}

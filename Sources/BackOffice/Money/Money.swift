public import Foundation

/// An exact amount of one currency. In JSON `{"amount": "12.50", "currency": "EUR"}`, with all decimals of the currency.
///
/// Nothing is rounded unless `rounded()` is called, so unit prices may be finer than the currency's smallest coin.
public struct Money: Sendable, Hashable {
    public var amount: Decimal
    public var currency: CurrencyCode

    public init(_ amount: Decimal, _ currency: CurrencyCode) {
        self.amount = amount
        self.currency = currency
    }

    /// Zero of a currency.
    public static func zero(_ currency: CurrencyCode) -> Money { Money(0, currency) }

    /// The nearest amount that can be paid; halves go away from zero, as Shopify and most invoices do.
    public func rounded() -> Money { Money(amount.rounded(decimals: currency.minorUnits), currency) }

    /// Whether the amount can be paid, that is: has no part of a smallest coin.
    public var isPayable: Bool { rounded().amount == amount }

    /// Sums of one currency; adding different currencies is a programmer's error and traps.
    public static func + (left: Money, right: Money) -> Money {
        precondition(left.currency == right.currency, "cannot add \(left.currency) and \(right.currency)")
        return Money(left.amount + right.amount, left.currency)
    }

    public static func - (left: Money, right: Money) -> Money { left + -right }

    public static prefix func - (money: Money) -> Money { Money(-money.amount, money.currency) }
}

extension Money: CustomStringConvertible {
    /// `12.50 EUR`: digits without grouping, the same in every language.
    public var description: String { "\(amount.text(decimals: currency.minorUnits)) \(currency)" }
}

extension Money: Codable {
    private enum CodingKeys: String, CodingKey { case amount, currency }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let text = try container.decode(String.self, forKey: .amount)
        guard let amount = Decimal(exactly: text) else {
            throw DecodingError.dataCorruptedError(forKey: .amount, in: container, debugDescription: "\"\(text)\" is not an amount")
        }
        self.init(amount, try container.decode(CurrencyCode.self, forKey: .currency))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(amount.text(decimals: currency.minorUnits), forKey: .amount)
        try container.encode(currency, forKey: .currency)
    }
}

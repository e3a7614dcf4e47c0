/// A tax as Shopify charged it on a line, a shipping charge, a duty or a fee.
public struct OrderTax: Sendable, Hashable, Codable {
    public var title: String
    /// A fraction: 0.19 for 19 %. Nil when Shopify does not say.
    public var rate: Double?
    public var amount: Amounts
    /// Whether the sales channel, not the merchant, owes it.
    public var channelLiable: Bool

    public init(title: String, rate: Double?, amount: Amounts, channelLiable: Bool = false) {
        self.title = title
        self.rate = rate
        self.amount = amount
        self.channelLiable = channelLiable
    }
}

/// A duty on a line.
public struct OrderDuty: Sendable, Hashable, Codable {
    public var id: String
    public var price: Amounts
    public var taxes: [OrderTax]

    public init(id: String, price: Amounts, taxes: [OrderTax] = []) {
        self.id = id
        self.price = price
        self.taxes = taxes
    }
}

/// A fee on the whole order that is neither line, shipping nor duty.
public struct OrderFee: Sendable, Hashable, Codable {
    public var id: String
    public var name: String
    public var price: Amounts
    public var taxes: [OrderTax]

    public init(id: String, name: String, price: Amounts, taxes: [OrderTax] = []) {
        self.id = id
        self.name = name
        self.price = price
        self.taxes = taxes
    }
}

/// A custom attribute of an order or a line.
public struct OrderAttribute: Sendable, Hashable, Codable {
    public var key: String
    public var value: String

    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}

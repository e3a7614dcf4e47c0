/// One thing of an order that could not be mapped, with the action that mends it.
public struct MappingProblem: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The line or part of the order: `line “Blue shirt” (SKU SHIRT-B)`, `customer`, `shipping “Standard”`.
    public var subject: String
    /// The field that has no counterpart: `item`, `customer`, `account`, `location`.
    public var field: String
    public var reason: String
    /// What a person can do, one sentence.
    public var mend: String
    /// Shopify's id of the variant or customer that a person can map to mend it; nil where mapping does not help.
    public var record: String?

    public init(subject: String, field: String, reason: String, mend: String, record: String? = nil) {
        self.subject = subject
        self.field = field
        self.reason = reason
        self.mend = mend
        self.record = record
    }

    public var description: String { "\(subject): \(reason) \(mend)" }
}

extension [MappingProblem] {
    /// The whole list as the order's error.
    func error(order: ShopOrder) -> ConnectorError {
        ConnectorError(
            .notMapped,
            "Order \(order.name) cannot be processed. " + map(\.description).joined(separator: " "),
            record: order.name,
            field: Set(map(\.field)).sorted().joined(separator: ", ")
        )
    }
}

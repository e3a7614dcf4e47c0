/// What changed in an order after its document was made: one field, in words.
public struct OrderDifference: Sendable, Hashable, Codable, CustomStringConvertible {
    /// `line “Blue shirt”, quantity`, `shipping address`, `total` …
    public var field: String
    public var from: String
    public var to: String

    public init(field: String, from: String, to: String) {
        self.field = field
        self.from = from
        self.to = to
    }

    public var description: String {
        if from.isEmpty { return "\(field): \(to) was added." }
        if to.isEmpty { return "\(field): \(from) was removed." }
        return "\(field): was \(from), is now \(to)."
    }

    /// Whether a refund alone changes this field.
    var followsFromRefund: Bool {
        ["tax", "refunded", "total", "shipping", "cancelled"].contains(field) || field.hasSuffix(", quantity")
    }
}

/// Why money that is no item stands on a document.
public enum AccountLineKind: String, Sendable, Hashable, Codable, CaseIterable {
    case shipping
    case tip
    /// A gift card sold (on credit memos: taken back).
    case giftCard
    /// Cash rounding.
    case rounding
    case duty
    case fee
    /// Money given back beyond the lines, or less than they say.
    case refund
    case other
}

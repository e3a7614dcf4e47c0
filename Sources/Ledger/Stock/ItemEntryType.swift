/// Why a quantity of an item came or went.
public enum ItemEntryType: String, Sendable, Hashable, Codable, CaseIterable {
    /// Shipped or invoiced to a customer.
    case sale
    /// Came back from a customer.
    case saleReturn
    /// Counted or corrected by hand.
    case adjustment
}

/// Which stock a shop may offer.
public enum StockCalculation: String, Sendable, Hashable, Codable, CaseIterable {
    /// On hand, plus what customers send back, less everything that is ordered and not shipped.
    case projectedAvailableBalance
    /// On hand, less what is reserved.
    case freeInventory
}

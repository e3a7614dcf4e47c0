import BackOffice
import Foundation

/// What a shop's location is to have of an item, out of our levels: pure.
///
/// The quantity is Shopify's `on_hand`, read and written under that one name. Shopify takes its own unshipped orders off by itself, so what
/// our documents of those orders set aside is not taken off here too, and a sale that the ledger does not know yet is not offered again.
enum StockComputation {
    /// Shopify's bounds of a quantity (Admin API 2026-07, `INVALID_QUANTITY_TOO_HIGH`).
    static let highest = 1_000_000_000

    static func onHand(_ levels: StockLevels, _ calculation: StockCalculation) -> Int {
        var exact: Decimal =
            switch calculation {
            case .off: 0
            case .projectedAvailableBalance: levels.onHand(forShop: .projectedAvailableBalance)
            case .freeInventory: levels.onHand(forShop: .freeInventory)
            }
        var whole = Decimal()
        NSDecimalRound(&whole, &exact, 0, .down)
        let quantity = whole <= 0 ? 0 : min(whole, Decimal(highest))
        return Int(truncating: quantity as NSDecimalNumber)
    }
}

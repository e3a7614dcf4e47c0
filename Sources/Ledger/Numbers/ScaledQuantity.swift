import Foundation

/// A quantity with five decimals as the database keeps it: × 100 000, so that SQL can add exactly.
struct ScaledQuantity: Hashable {
    let scaled: Int64

    static let scale: Int64 = 100_000
    static let zero = ScaledQuantity(scaled: 0)
    /// A million million: far from where sums could overflow.
    static let limit: Decimal = 1_000_000_000_000

    init(scaled: Int64) { self.scaled = scaled }

    /// Nil for more than five decimals or more than `limit`.
    init?(_ quantity: Decimal) {
        let product = quantity * Decimal(Self.scale)
        guard product.rounded(0) == product, quantity.magnitude <= Self.limit else { return nil }
        scaled = Int64(truncating: product as NSDecimalNumber)
    }

    var decimal: Decimal { Decimal(scaled) / Decimal(Self.scale) }
}

extension Decimal {
    fileprivate func rounded(_ decimals: Int) -> Decimal {
        var source = self
        var result = Decimal()
        NSDecimalRound(&result, &source, decimals, .plain)
        return result
    }
}

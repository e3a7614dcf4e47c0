import BackOffice
public import Foundation

/// How a stock is corrected, in base units.
public enum StockAdjustment: Sendable, Hashable {
    /// So much more, or less when below zero.
    case by(Decimal)
    /// What was counted.
    case to(Decimal)

    func result(before: ScaledQuantity, place: StockPlace) throws -> ScaledQuantity {
        let after: Decimal
        switch self {
        case .by(let difference): after = before.decimal + difference
        case .to(let counted): after = counted
        }
        let record = "stock of item \(place.item)\(place.variant.isEmpty ? "" : ", variant \(place.variant)") at \(place.location)"
        guard let scaled = ScaledQuantity(after) else {
            throw BackOfficeError(
                .invalidValue,
                record: record,
                field: "quantity",
                sentence: "\(after) is no quantity with at most five decimals."
            )
        }
        guard after >= 0 || after > before.decimal else {
            throw BackOfficeError(
                .invalidValue,
                record: record,
                field: "quantity",
                sentence: "The \(record) is \(before.decimal); it cannot become \(after).",
                mend: "A stock is at least zero."
            )
        }
        return scaled
    }
}

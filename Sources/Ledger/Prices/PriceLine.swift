import BackOffice
import Foundation
import Storage

/// A line of a price list.
struct PriceLine {
    var variant: String
    var group: String
    var unit: String
    var minimumQuantity: Decimal
    var startingDate: String
    var endingDate: String
    /// Nil: the line gives a discount only.
    var unitPrice: Decimal?
    var discountPercent: Decimal

    init(_ row: Row) throws {
        variant = try row.get("variant_code")
        group = try row.get("price_group")
        unit = try row.get("unit")
        minimumQuantity = ScaledQuantity(scaled: try row.get("minimum_quantity")).decimal
        startingDate = try row.get("starting_date")
        endingDate = try row.get("ending_date")
        unitPrice = try ItemRows.optionalDecimal(row, "unit_price")
        discountPercent = try ItemRows.decimal(row, "discount_percent")
    }

    /// Whether the line counts for an item or variant in a unit, on the day and at the quantity.
    func applies(to key: PriceKey, unit wanted: String, _ request: PriceRequest) -> Bool {
        (variant.isEmpty || variant == key.variantCode) && (unit.isEmpty || CodeKey.fold(unit) == CodeKey.fold(wanted))
            && minimumQuantity <= request.quantity && (startingDate.isEmpty || startingDate <= request.date)
            && (endingDate.isEmpty || endingDate >= request.date)
    }

    /// Lines for the variant and for the unit go before those for all of them.
    var precision: Int { (variant.isEmpty ? 0 : 2) + (unit.isEmpty ? 0 : 1) }
}

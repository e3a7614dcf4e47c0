import BackOffice
import Foundation
import Storage

/// How many base units the units of some items hold.
struct ItemUnits {
    private var quantities: [[String]: Decimal] = [:]

    /// Item numbers as the items have them.
    init(of items: some Sequence<String>, in transaction: Transaction) throws {
        for chunk in Set(items).sorted().chunks(of: 500) {
            for row in try transaction.rows("SELECT no, base_unit FROM ledger_item WHERE no IN \(list: chunk)") {
                quantities[[try row.get("no"), CodeKey.fold(try row.get("base_unit"))]] = 1
            }
            for row in try transaction.rows("SELECT item_no, code_key, quantity_per_unit FROM ledger_unit WHERE item_no IN \(list: chunk)")
            {
                let quantity = ScaledQuantity(scaled: try row.get("quantity_per_unit")).decimal
                quantities[[try row.get("item_no"), try row.get("code_key")]] = quantity
            }
        }
    }

    /// Base units in one of the unit; nil for a unit that the item does not have. No unit means the base unit.
    func quantity(of unit: String, item: String) -> Decimal? {
        unit.isEmpty ? 1 : quantities[[item, CodeKey.fold(unit)]]
    }
}

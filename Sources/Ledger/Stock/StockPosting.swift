import BackOffice
import Storage

/// A quantity that comes to a place or leaves it.
struct StockMovement {
    var type: ItemEntryType
    var documentNo = ""
    var documentLineNo = 0
    var place: StockPlace
    var quantity: ScaledQuantity
}

/// What is counted where.
struct StockPlace: Hashable {
    var item: String
    var variant: String
    var location: String
}

/// Appends item ledger entries, and keeps their sums. The only place where stock changes.
struct StockPosting {
    let transaction: Transaction

    func post(_ movements: [StockMovement]) throws {
        let movements = movements.filter { $0.quantity != .zero }
        guard !movements.isEmpty else { return }
        var entryNo = try Counter.entry.take(movements.count, in: transaction)
        let now = try transaction.now().databaseValue
        var rows: [[DatabaseValue]] = []
        var sums: [StockPlace: Int64] = [:]
        for movement in movements {
            rows.append([
                .integer(entryNo), now, .text(movement.type.rawValue), .text(movement.documentNo), .integer(Int64(movement.documentLineNo)),
                .text(movement.place.item), .text(movement.place.variant), .text(movement.place.location),
                .integer(movement.quantity.scaled),
            ])
            entryNo += 1
            sums[movement.place, default: 0] += movement.quantity.scaled
        }
        try transaction.insert(
            into: "ledger_item_entry",
            columns: [
                "entry_no", "posted_at", "type", "document_no", "document_line_no", "item_no", "variant_code", "location_code", "quantity",
            ],
            rows: rows
        )
        try transaction.insert(
            into: "ledger_stock",
            columns: ["item_no", "variant_code", "location_code", "quantity"],
            rows: sums.map { place, sum in [.text(place.item), .text(place.variant), .text(place.location), .integer(sum)] },
            onConflict: """
                ON CONFLICT (item_no, variant_code, location_code) DO UPDATE SET quantity = ledger_stock.quantity + excluded.quantity
                """
        )
        try transaction.recordChanges(
            .stock,
            sums.keys.map { ChangedRecord(no: $0.item, variant: $0.variant, location: $0.location) }
        )
    }

    /// What is on hand at the places; places without a row are absent.
    func onHand(items: some Collection<String>) throws -> [StockPlace: ScaledQuantity] {
        var found: [StockPlace: ScaledQuantity] = [:]
        for chunk in Set(items).sorted().chunks(of: 500) {
            try transaction.forEach("SELECT * FROM ledger_stock WHERE item_no IN \(list: chunk)") { row in
                let place = StockPlace(
                    item: try row.get("item_no"),
                    variant: try row.get("variant_code"),
                    location: try row.get("location_code")
                )
                found[place] = ScaledQuantity(scaled: try row.get("quantity"))
            }
        }
        return found
    }
}

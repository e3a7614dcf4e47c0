import BackOffice
import Storage

/// Appends item ledger entries, and keeps the sums of entries and of open document lines. The only place where stock changes.
struct StockPosting {
    let transaction: Transaction

    /// - Parameter demand: By how much reserved, outstanding and expected quantities change.
    /// - Returns: The places that changed: the caller tells the change feed, together with what else it changes.
    func post(_ movements: [StockMovement], demand: [StockPlace: StockSums] = [:]) throws -> [ChangedRecord] {
        let movements = movements.filter { $0.quantity != .zero }
        var changes = demand
        for movement in movements { changes[movement.place, default: StockSums()] += StockSums(quantity: movement.quantity.scaled) }
        changes = changes.filter { $0.value != StockSums() }
        try append(movements)
        guard !changes.isEmpty else { return [] }
        try transaction.insert(
            into: "ledger_stock",
            columns: ["item_no", "variant_code", "location_code", "quantity", "reserved", "outstanding", "expected"],
            rows: changes.sorted { $0.key < $1.key }.map { place, sums in
                [
                    .text(place.item), .text(place.variant), .text(place.location), .integer(sums.quantity), .integer(sums.reserved),
                    .integer(sums.outstanding), .integer(sums.expected),
                ]
            },
            onConflict: "ON CONFLICT (item_no, variant_code, location_code) DO UPDATE SET "
                + ["quantity", "reserved", "outstanding", "expected"].map { "\($0) = ledger_stock.\($0) + excluded.\($0)" }
                .joined(separator: ", ")
        )
        return changes.keys.map { ChangedRecord(no: $0.item, variant: $0.variant, location: $0.location) }
    }

    private func append(_ movements: [StockMovement]) throws {
        guard !movements.isEmpty else { return }
        let first = try Counter.entry.take(movements.count, in: transaction)
        let now = try transaction.now().databaseValue
        try transaction.insert(
            into: "ledger_item_entry",
            columns: [
                "entry_no", "posted_at", "type", "document_no", "document_line_no", "item_no", "variant_code", "location_code", "quantity",
            ],
            rows: movements.enumerated().map { index, movement in
                [
                    .integer(first + Int64(index)), now, .text(movement.type.rawValue), .text(movement.documentNo),
                    .integer(Int64(movement.documentLineNo)), .text(movement.place.item), .text(movement.place.variant),
                    .text(movement.place.location), .integer(movement.quantity.scaled),
                ]
            }
        )
    }

    /// The sums of all places of the items; places without a row are absent.
    func sums(items: some Collection<String>) throws -> [StockPlace: StockSums] {
        var found: [StockPlace: StockSums] = [:]
        for chunk in Set(items).sorted().chunks(of: 500) {
            try transaction.forEach("SELECT * FROM ledger_stock WHERE item_no IN \(list: chunk)") { row in
                found[try Self.place(row)] = StockSums(
                    quantity: try row.get("quantity"),
                    reserved: try row.get("reserved"),
                    outstanding: try row.get("outstanding"),
                    expected: try row.get("expected")
                )
            }
        }
        return found
    }

    static func place(_ row: Row) throws -> StockPlace {
        StockPlace(item: try row.get("item_no"), variant: try row.get("variant_code"), location: try row.get("location_code"))
    }
}

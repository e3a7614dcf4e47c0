import BackOffice
import Foundation
import Storage

/// Takes the rows of an inventory file: each is the quantity on hand after the import, reached by posting the difference.
struct StockTarget: CSVTarget {
    let columns = [
        CSVColumn("itemNo", "item_no", .code(50), isKey: true, isRequired: true),
        CSVColumn("variantCode", "variant_code", .code(50), isKey: true),
        CSVColumn("locationCode", "location_code", .code(20), isKey: true, isRequired: true),
        CSVColumn("quantity", "quantity", .quantity(atLeast: nil), blank: .integer(0), isRequired: true),
    ]

    static let exportQuery: Statement = """
        SELECT item_no, variant_code, location_code, quantity FROM ledger_stock WHERE location_code <> ''
        ORDER BY item_no, variant_code, location_code
        """

    func take(_ rows: [CSVRow], in transaction: Transaction, applies: Bool, log: inout CSVImportLog) throws {
        let rows = try CSVRequirements([.item(0), .variant(item: 0, code: 1), .location(2)], columns: columns)
            .resolve(rows, in: transaction, log: &log)
        let posting = StockPosting(transaction: transaction)
        var onHand = try posting.sums(items: rows.compactMap { $0.values[0]?.plainText }).mapValues { ScaledQuantity(scaled: $0.quantity) }
        let uncounted = try Self.uncountedItems(rows, in: transaction)
        var movements: [StockMovement] = []
        for row in rows {
            let place = StockPlace(
                item: row.values[0]?.plainText ?? "",
                variant: row.values[1]?.plainText ?? "",
                location: row.values[2]?.plainText ?? ""
            )
            if uncounted.contains(place.item) {
                log.add(
                    CSVProblem(
                        line: row.line,
                        column: row.places[0],
                        field: "itemNo",
                        sentence: "item \(place.item) is not of the type inventory and has no stock."
                    )
                )
                continue
            }
            guard case .integer(let wanted)? = row.values[3] else {
                log.add(CSVProblem(line: row.line, column: 0, field: "quantity", sentence: "the column quantity is missing."))
                continue
            }
            let before = onHand[place]
            let difference = ScaledQuantity(scaled: wanted - (before?.scaled ?? 0))
            guard difference != .zero else {
                log.result.counts.unchanged += 1
                continue
            }
            if wanted < 0 {
                log.add(
                    CSVProblem(line: row.line, column: row.places[3], field: "quantity", sentence: "a stock below zero cannot be counted.")
                )
                continue
            }
            if before == nil { log.result.counts.created += 1 } else { log.result.counts.updated += 1 }
            let variant = place.variant.isEmpty ? "" : ", variant \(place.variant)"
            log.add(
                RecordChange(
                    record: "stock of item \(place.item)\(variant) at \(place.location)",
                    field: "quantity",
                    from: before?.decimal.description ?? "",
                    to: ScaledQuantity(scaled: wanted).decimal.description
                )
            )
            onHand[place] = ScaledQuantity(scaled: wanted)
            movements.append(StockMovement(type: .adjustment, place: place, quantity: difference))
        }
        if applies { try transaction.recordChanges(.stock, try posting.post(movements)) }
    }

    private static func uncountedItems(_ rows: [CSVRow], in transaction: Transaction) throws -> Set<String> {
        let items = Set(rows.compactMap { $0.values[0]?.plainText }).sorted()
        guard !items.isEmpty else { return [] }
        return Set(
            try transaction.rows("SELECT no FROM ledger_item WHERE type <> 'inventory' AND no IN \(list: items)").map { try $0.get("no") }
        )
    }
}

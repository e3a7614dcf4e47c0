import Storage

extension Ledger {
    /// Adds up all entries and open lines anew and names every place whose sums differ. Empty when the books are right.
    public func auditStock() async throws -> [String] {
        try await database.read { transaction in
            var sums: [StockPlace: StockSums] = [:]
            try transaction.forEach(
                """
                SELECT item_no, variant_code, location_code, CAST(SUM(quantity) AS BIGINT) AS quantity FROM ledger_item_entry
                GROUP BY item_no, variant_code, location_code
                """
            ) { row in
                sums[try StockPosting.place(row), default: StockSums()].quantity = try row.get("quantity")
            }
            try transaction.forEach(
                """
                SELECT item_no, variant_code, location_code, document_type, CAST(SUM(reserved) AS BIGINT) AS reserved,
                    CAST(SUM(outstanding) AS BIGINT) AS outstanding
                FROM ledger_sales_line WHERE outstanding <> 0 GROUP BY item_no, variant_code, location_code, document_type
                """
            ) { row in
                let place = try StockPosting.place(row)
                let outstanding: Int64 = try row.get("outstanding")
                switch try row.get("document_type", as: String.self) {
                case "creditMemo", "returnOrder": sums[place, default: StockSums()].expected += outstanding
                default: sums[place, default: StockSums()] += StockSums(reserved: try row.get("reserved"), outstanding: outstanding)
                }
            }
            var differences: [String] = []
            try transaction.forEach("SELECT * FROM ledger_stock ORDER BY item_no, variant_code, location_code") { row in
                let place = try StockPosting.place(row)
                let kept = StockSums(
                    quantity: try row.get("quantity"),
                    reserved: try row.get("reserved"),
                    outstanding: try row.get("outstanding"),
                    expected: try row.get("expected")
                )
                let found = sums.removeValue(forKey: place) ?? StockSums()
                if kept != found { differences.append("\(place): kept \(kept), found \(found)") }
            }
            return differences + sums.filter { $0.value != StockSums() }.map { "\($0.key): kept nothing, found \($0.value)" }
        }
    }
}

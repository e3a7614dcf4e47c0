import BackOffice
import Storage

extension Ledger {
    /// Quantities by item, variant and location.
    public func inventory(_ filter: InventoryFilter = InventoryFilter(), page: PageRequest = PageRequest()) async throws -> Page<
        InventoryLine
    > {
        try await database.read { transaction in
            var conditions = Conditions()
            if !filter.itemNo.isEmpty { conditions.add("item_no = \(filter.itemNo)") }
            if !filter.location.isEmpty { conditions.add("location_code = \(filter.location)") }
            if let after = page.after {
                let parts = after.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
                guard parts.count == 3 else { throw DocumentCursor.bad(after) }
                conditions.add("(item_no, variant_code, location_code) > (\(parts[0]), \(parts[1]), \(parts[2]))")
            }
            let rows = try transaction.rows(
                "SELECT * FROM ledger_stock" + conditions.clause
                    + " ORDER BY item_no, variant_code, location_code LIMIT \(page.limit + 1)"
            )
            let lines = try rows.map { row in
                InventoryLine(
                    try StockPosting.place(row),
                    StockSums(
                        quantity: try row.get("quantity"),
                        reserved: try row.get("reserved"),
                        outstanding: try row.get("outstanding"),
                        expected: try row.get("expected")
                    )
                )
            }
            return page.page(lines) { [$0.itemNo, $0.variantCode, $0.locationCode].joined(separator: "\u{1F}") }
        }
    }

    /// The entries of an item, newest first.
    public func itemEntries(of itemNo: String, page: PageRequest = PageRequest()) async throws -> Page<ItemEntry> {
        let before = try page.after == nil ? Int64.max : Self.sequence(page.after)
        return try await database.read { transaction in
            let rows = try transaction.rows(
                """
                SELECT * FROM ledger_item_entry WHERE item_no = \(itemNo) AND entry_no < \(before)
                ORDER BY entry_no DESC LIMIT \(page.limit + 1)
                """
            )
            let entries = try rows.map { row in
                ItemEntry(
                    entryNo: try row.get("entry_no"),
                    postedAt: try row.get("posted_at"),
                    type: ItemEntryType(rawValue: try row.get("type")) ?? .adjustment,
                    documentNo: try row.get("document_no"),
                    documentLineNo: try row.get("document_line_no"),
                    itemNo: try row.get("item_no"),
                    variantCode: try row.get("variant_code"),
                    locationCode: try row.get("location_code"),
                    quantity: ScaledQuantity(scaled: try row.get("quantity")).decimal
                )
            }
            return page.page(entries) { String($0.entryNo) }
        }
    }
}

public import BackOffice
import Foundation
import Storage

extension Ledger: StockReporting {
    public func stock(of keys: Set<StockKey>, at locations: Set<String>, ownKeys: String?) async throws -> [StockKey: StockLevels] {
        guard !keys.isEmpty, !locations.isEmpty else { return [:] }
        return try await database.read { transaction in
            let items = Set(keys.map(\.itemNo)).sorted()
            var found: [StockKey: StockLevels] = [:]
            for (place, sums) in try StockPosting(transaction: transaction).sums(items: items) where locations.contains(place.location) {
                let key = StockKey(itemNo: place.item, variantCode: place.variant)
                guard keys.contains(key) else { continue }
                var levels = found[key] ?? StockLevels()
                levels.onHand += ScaledQuantity(scaled: sums.quantity).decimal
                levels.reserved += ScaledQuantity(scaled: sums.reserved).decimal
                levels.outstanding += ScaledQuantity(scaled: sums.outstanding).decimal
                levels.expected += ScaledQuantity(scaled: sums.expected).decimal
                found[key] = levels
            }
            guard let ownKeys else { return found }
            for chunk in items.chunks(of: 500) {
                try transaction.forEach(Self.ownDemand(chunk, ownKeys)) { row in
                    let place = try StockPosting.place(row)
                    let key = StockKey(itemNo: place.item, variantCode: place.variant)
                    guard locations.contains(place.location), keys.contains(key) else { return }
                    found[key, default: StockLevels()].ownReserved += ScaledQuantity(scaled: try row.get("reserved")).decimal
                    found[key, default: StockLevels()].ownOutstanding += ScaledQuantity(scaled: try row.get("outstanding")).decimal
                }
            }
            return found
        }
    }

    private static func ownDemand(_ items: [String], _ ownKeys: String) -> Statement {
        """
        SELECT l.item_no, l.variant_code, l.location_code, CAST(SUM(l.reserved) AS BIGINT) AS reserved,
            CAST(SUM(l.outstanding) AS BIGINT) AS outstanding
        FROM ledger_sales_line l JOIN ledger_sales_document d ON d.type = l.document_type AND d.no = l.document_no
        WHERE l.outstanding <> 0 AND l.item_no IN \(list: items) AND d.type IN ('order', 'invoice')
            AND substr(d.creation_key, 1, CAST(\(ownKeys.unicodeScalars.count) AS INTEGER)) = \(ownKeys)
        GROUP BY l.item_no, l.variant_code, l.location_code
        """
    }

    /// Corrects what is on hand at a location, by a difference or to a count. A stock below zero is refused, unless the correction
    /// makes it less so.
    public func adjust(
        itemNo: String,
        variantCode: String = "",
        location: String,
        _ adjustment: StockAdjustment
    ) async throws -> InventoryLine {
        try await change { transaction in
            let place = try Self.place(itemNo, variantCode, location, in: transaction)
            let posting = StockPosting(transaction: transaction)
            let sums = try posting.sums(items: [place.item])[place] ?? StockSums()
            let before = ScaledQuantity(scaled: sums.quantity)
            let after = try adjustment.result(before: before, place: place)
            let movement = StockMovement(
                type: .adjustment,
                place: place,
                quantity: ScaledQuantity(scaled: after.scaled - before.scaled)
            )
            try transaction.recordChanges(.stock, try posting.post([movement]))
            return InventoryLine(
                place,
                StockSums(quantity: after.scaled, reserved: sums.reserved, outstanding: sums.outstanding, expected: sums.expected)
            )
        }
    }

    private static func place(_ itemNo: String, _ variantCode: String, _ location: String, in transaction: Transaction) throws -> StockPlace
    {
        let items = ItemStore(transaction: transaction)
        guard let item = try items.items(numbers: [itemNo]).first else { throw unknownItem(itemNo) }
        guard item.type == .inventory else {
            throw BackOfficeError(
                .invalidValue,
                record: "item \(item.no)",
                field: "type",
                sentence: "Item \(item.no) is of the type \(item.type.rawValue) and has no stock.",
                mend: "Change its type to inventory to count it."
            )
        }
        guard let code = try LocationCodes.all(in: transaction)[CodeKey.fold(location)] else {
            throw BackOfficeError(
                .notFound,
                record: "location \(location)",
                field: "location",
                sentence: "There is no location \(location).",
                mend: "Import the location first."
            )
        }
        let variant = item.variants.first { CodeKey.fold($0.code) == CodeKey.fold(variantCode) }
        guard variantCode.isEmpty || variant != nil else { throw unknownVariant(variantCode, of: item.no) }
        return StockPlace(item: item.no, variant: variant?.code ?? "", location: code)
    }

    static func unknownVariant(_ code: String, of itemNo: String) -> BackOfficeError {
        BackOfficeError(
            .notFound,
            record: "item \(itemNo)",
            field: "variant",
            sentence: "Item \(itemNo) has no variant \(code).",
            mend: "Create or import the variant first."
        )
    }
}

import BackOffice
import Storage

/// Finds the items and variants of many keys in a few statements.
struct ItemLookup {
    let transaction: Transaction
    private var found: [ItemKey: [ItemMatch]] = [:]

    init(_ transaction: Transaction) { self.transaction = transaction }

    static func matches(_ keys: Set<ItemKey>, in transaction: Transaction) throws -> [ItemKey: [ItemMatch]] {
        var lookup = ItemLookup(transaction)
        try lookup.findNumbers(keys)
        try lookup.findVariantCodes(keys)
        try lookup.findVendorNumbers(keys)
        try lookup.findBarcodes(keys)
        return lookup.found
    }

    private mutating func add(_ match: ItemMatch, to keys: [ItemKey]) {
        // A barcode may stand both on the card and among the references.
        for key in keys where !(found[key, default: []].contains { $0.itemNo == match.itemNo && $0.variantCode == match.variantCode }) {
            found[key, default: []].append(match)
        }
    }

    private mutating func findNumbers(_ keys: Set<ItemKey>) throws {
        var wanted: [String: [ItemKey]] = [:]
        for case .no(let no) in keys { wanted[CodeKey.fold(no), default: []].append(.no(no)) }
        for chunk in wanted.keys.sorted().chunks(of: 500) {
            let rows = try transaction.rows(
                """
                SELECT no, no_key, base_unit, description, blocked + sales_blocked AS blocked FROM ledger_item
                WHERE no_key IN \(list: chunk) ORDER BY no
                """
            )
            for row in rows {
                add(try Self.match(row, variant: "", unit: ""), to: wanted[try row.get("no_key"), default: []])
            }
        }
    }

    private mutating func findVariantCodes(_ keys: Set<ItemKey>) throws {
        var alone: [String: [ItemKey]] = [:]
        var withItem: [[String]: [ItemKey]] = [:]
        for key in keys {
            switch key {
            case .variantCode(let code): alone[CodeKey.fold(code), default: []].append(key)
            case .noAndVariantCode(let no, let code): withItem[[CodeKey.fold(no), CodeKey.fold(code)], default: []].append(key)
            default: break
            }
        }
        let codes = Set(alone.keys).union(withItem.keys.map { $0[1] })
        for chunk in codes.sorted().chunks(of: 500) {
            let rows = try transaction.rows(
                """
                SELECT i.no, i.no_key, i.base_unit, v.code, v.code_key, v.description,
                    i.blocked + i.sales_blocked + v.blocked AS blocked
                FROM ledger_variant v JOIN ledger_item i ON i.no = v.item_no
                WHERE v.code_key IN \(list: chunk) ORDER BY i.no
                """
            )
            for row in rows {
                let code: String = try row.get("code_key")
                let match = try Self.match(row, variant: try row.get("code"), unit: "")
                add(match, to: alone[code, default: []] + withItem[[try row.get("no_key"), code], default: []])
            }
        }
    }

    private mutating func findVendorNumbers(_ keys: Set<ItemKey>) throws {
        var wanted: [String: [(key: ItemKey, vendor: String)]] = [:]
        for case .vendorItemNo(let number, let vendor) in keys {
            wanted[CodeKey.fold(number), default: []].append((.vendorItemNo(number, vendor: vendor), CodeKey.fold(vendor)))
        }
        for chunk in wanted.keys.sorted().chunks(of: 500) {
            let rows = try transaction.rows(Self.references("r.type = 'vendor' AND r.reference_key IN \(list: chunk)"))
            for row in rows {
                let vendor = CodeKey.fold(try row.get("vendor"))
                let keys = wanted[try row.get("reference_key"), default: []].filter { $0.vendor.isEmpty || $0.vendor == vendor }
                add(try Self.match(row, variant: try row.get("code"), unit: try row.get("unit")), to: keys.map(\.key))
            }
        }
    }

    private mutating func findBarcodes(_ keys: Set<ItemKey>) throws {
        var wanted: [String: [ItemKey]] = [:]
        for case .barcode(let code) in keys {
            let barcode = CodeKey.barcode(code)
            if !barcode.isEmpty { wanted[barcode, default: []].append(.barcode(code)) }
        }
        for chunk in wanted.keys.sorted().chunks(of: 500) {
            for row in try transaction.rows(Self.references("r.type = 'barcode' AND r.reference_key IN \(list: chunk)")) {
                let match = try Self.match(row, variant: try row.get("code"), unit: try row.get("unit"))
                add(match, to: wanted[try row.get("reference_key"), default: []])
            }
            let onCards = try transaction.rows(
                """
                SELECT no, base_unit, '' AS code, gtin_key, description, blocked + sales_blocked AS blocked FROM ledger_item
                WHERE gtin_key <> '' AND gtin_key IN \(list: chunk)
                UNION ALL
                SELECT i.no, i.base_unit, v.code, v.gtin_key, v.description, i.blocked + i.sales_blocked + v.blocked AS blocked
                FROM ledger_variant v JOIN ledger_item i ON i.no = v.item_no
                WHERE v.gtin_key <> '' AND v.gtin_key IN \(list: chunk)
                ORDER BY 1, 3
                """
            )
            for row in onCards {
                add(try Self.match(row, variant: try row.get("code"), unit: ""), to: wanted[try row.get("gtin_key"), default: []])
            }
        }
    }

    private static func references(_ condition: Statement) -> Statement {
        """
        SELECT i.no, i.base_unit, i.vendor, i.description, r.reference_key, r.variant_code AS code, r.unit,
            i.blocked + i.sales_blocked + COALESCE(v.blocked, 0) AS blocked
        FROM ledger_reference r JOIN ledger_item i ON i.no = r.item_no
        LEFT JOIN ledger_variant v ON v.item_no = r.item_no AND v.code = r.variant_code
        WHERE
        """ + " " + condition + " ORDER BY i.no, r.variant_code"
    }

    private static func match(_ row: Row, variant: String, unit: String) throws -> ItemMatch {
        ItemMatch(
            itemNo: try row.get("no"),
            variantCode: variant,
            unit: unit.isEmpty ? try row.get("base_unit") : unit,
            description: try row.get("description"),
            blocked: try row.get("blocked", as: Int.self) > 0
        )
    }
}

import BackOffice
import Foundation
import Storage

/// Reads and writes items and variants inside one transaction.
struct ItemStore {
    let transaction: Transaction

    /// Whole items by number, in the order of their numbers.
    func items(numbers: [String]) throws -> [Item] {
        var items: [Item] = []
        for chunk in Set(numbers.map(CodeKey.fold)).sorted().chunks(of: 500) {
            items += try transaction.rows("SELECT * FROM ledger_item WHERE no_key IN \(list: chunk) ORDER BY no").map(ItemRows.item)
        }
        return try completed(items)
    }

    /// Adds variants and stock to items.
    func completed(_ items: [Item]) throws -> [Item] {
        var items = items
        let positions = Dictionary(uniqueKeysWithValues: items.enumerated().map { ($1.no, $0) })
        for chunk in items.map(\.no).chunks(of: 500) {
            try transaction.forEach("SELECT * FROM ledger_variant WHERE item_no IN \(list: chunk) ORDER BY item_no, code") { row in
                guard let position = positions[try row.get("item_no")] else { return }
                items[position].variants.append(try ItemRows.variant(row, currency: items[position].unitPrice.currency))
            }
            try transaction.forEach(
                """
                SELECT item_no, location_code, CAST(SUM(quantity) AS BIGINT) AS quantity FROM ledger_stock
                WHERE item_no IN \(list: chunk) GROUP BY item_no, location_code
                """
            ) { row in
                let quantity = ScaledQuantity(scaled: try row.get("quantity"))
                guard let position = positions[try row.get("item_no")], quantity != .zero else { return }
                items[position].stock[try row.get("location_code")] = quantity.decimal
            }
        }
        return items
    }

    /// The numbers as the items have them, by their folded form.
    func canonicalNumbers(_ numbers: some Sequence<String>) throws -> [String: String] {
        var found: [String: String] = [:]
        for chunk in Set(numbers.map(CodeKey.fold)).sorted().chunks(of: 500) {
            for row in try transaction.rows("SELECT no, no_key FROM ledger_item WHERE no_key IN \(list: chunk)") {
                found[try row.get("no_key")] = try row.get("no")
            }
        }
        return found
    }

    /// Those of the items that have stock.
    func counted(_ numbers: some Sequence<String>) throws -> Set<String> {
        var found: Set<String> = []
        for chunk in Set(numbers).sorted().chunks(of: 500) {
            let rows = try transaction.rows("SELECT no FROM ledger_item WHERE type = 'inventory' AND no IN \(list: chunk)")
            for row in rows { found.insert(try row.get("no")) }
        }
        return found
    }

    func insert(_ item: Item, creationKey: String?, creationHash: String?) throws {
        try transaction.insert(
            into: "ledger_item",
            columns: Self.itemColumns + ["creation_key", "creation_hash"],
            rows: [Self.values(item) + [creationKey.databaseValue, creationHash.databaseValue]]
        )
        try insert(item.variants)
    }

    func insert(_ variants: [ItemVariant]) throws {
        try transaction.insert(
            into: "ledger_variant",
            columns: [
                "item_no", "code", "code_key", "description", "gtin", "gtin_key", "option1", "option2", "option3", "unit_price", "weight",
                "blocked",
            ],
            rows: variants.map { variant in
                [
                    .text(variant.itemNo), .text(variant.code), .text(CodeKey.fold(variant.code)), .text(variant.description),
                    .text(variant.gtin), .text(CodeKey.barcode(variant.gtin)), .text(variant.option1), .text(variant.option2),
                    .text(variant.option3), (variant.unitPrice?.amount).databaseValue, variant.weight.databaseValue,
                    variant.blocked.databaseValue,
                ]
            }
        )
    }

    func insert(_ references: [ItemDraft.Reference], itemNo: String) throws {
        try transaction.insert(
            into: "ledger_reference",
            columns: ["item_no", "variant_code", "type", "reference", "reference_key", "unit"],
            rows: references.map { reference in
                [
                    .text(itemNo), .text(reference.variantCode), .text(reference.type.rawValue), .text(reference.reference),
                    .text(CodeKey.reference(reference.reference, reference.type)), .text(reference.unit),
                ]
            },
            onConflict: "ON CONFLICT (item_no, variant_code, type, reference_key) DO UPDATE SET unit = excluded.unit"
        )
    }

    /// Writes what `updateItem` may change.
    func update(_ item: Item) throws {
        try transaction.execute(
            """
            UPDATE ledger_item SET description = \(item.description), vendor = \(item.vendor), category = \(item.category),
                gtin = \(item.gtin), gtin_key = \(CodeKey.barcode(item.gtin)), tariff_no = \(item.tariffNo),
                country_of_origin = \(item.countryOfOrigin), weight = \(item.weight.databaseValue), marketing_text = \(item.marketingText),
                search_text = \(Self.searchText(item.no, item.description, item.vendor))
            WHERE no = \(item.no)
            """
        )
    }

    static func searchText(_ texts: String...) -> String { texts.joined(separator: "\n").lowercased() }

    private static let itemColumns = [
        "no", "no_key", "description", "type", "base_unit", "unit_price", "unit_cost", "currency", "vendor", "category", "gtin",
        "gtin_key", "tariff_no", "country_of_origin", "weight", "blocked", "sales_blocked", "marketing_text", "search_text",
    ]

    private static func values(_ item: Item) -> [DatabaseValue] {
        [
            .text(item.no), .text(CodeKey.fold(item.no)), .text(item.description), .text(item.type.rawValue), .text(item.baseUnit),
            item.unitPrice.amount.databaseValue, item.unitCost.amount.databaseValue, .text(item.unitPrice.currency.rawValue),
            .text(item.vendor), .text(item.category), .text(item.gtin), .text(CodeKey.barcode(item.gtin)), .text(item.tariffNo),
            .text(item.countryOfOrigin), item.weight.databaseValue, item.blocked.databaseValue, item.salesBlocked.databaseValue,
            .text(item.marketingText), .text(searchText(item.no, item.description, item.vendor)),
        ]
    }
}

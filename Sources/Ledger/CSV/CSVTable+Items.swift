import BackOffice
import Foundation
import Storage

extension CSVTable {
    static func items(currency: CurrencyCode) -> CSVTable {
        CSVTable(
            table: "ledger_item",
            columns: [
                CSVColumn("no", "no", .code(50), isKey: true, isRequired: true),
                CSVColumn("description", "description", .text(255)),
                CSVColumn("type", "type", .choice(ItemType.allCases.map(\.rawValue)), blank: .text(ItemType.inventory.rawValue)),
                CSVColumn("baseUnit", "base_unit", .code(20), blank: .text("PCS")),
                CSVColumn("unitPrice", "unit_price", .decimal(atLeast: 0), blank: .text("0")),
                CSVColumn("unitCost", "unit_cost", .decimal(atLeast: 0), blank: .text("0")),
                CSVColumn("currency", "currency", .currency, blank: .text(currency.rawValue)),
                CSVColumn("vendor", "vendor", .text(100)),
                CSVColumn("category", "category", .text(100)),
                CSVColumn("gtin", "gtin", .code(50)),
                CSVColumn("tariffNo", "tariff_no", .code(20)),
                CSVColumn("countryOfOrigin", "country_of_origin", .country),
                CSVColumn("weight", "weight", .decimal(atLeast: 0), blank: .null),
                CSVColumn("blocked", "blocked", .flag, blank: .integer(0)),
                CSVColumn("salesBlocked", "sales_blocked", .flag, blank: .integer(0)),
                CSVColumn("marketingText", "marketing_text", .text(100_000)),
            ],
            conflict: ["no"],
            lookup: ("no_key", 0, true),
            key: { CodeKey.fold($0[0].plainText) },
            derivedColumns: ["no_key", "gtin_key", "search_text"],
            derived: { row in
                [
                    .text(CodeKey.fold(row[0].plainText)),
                    .text(CodeKey.barcode(row[9].plainText)),
                    .text(ItemStore.searchText(row[0].plainText, row[1].plainText, row[7].plainText)),
                ]
            },
            title: { "item \($0[0].plainText)" },
            changes: { row, changed in
                let record = ChangedRecord(no: row[0].plainText)
                let prices: Set = ["unitPrice", "currency"]
                return (changed.isSubset(of: prices) ? [] : [(.item, record)])
                    + (changed.isDisjoint(with: prices) ? [] : [(.price, record)])
            }
        )
    }

    static let variants = CSVTable(
        table: "ledger_variant",
        columns: [
            CSVColumn("itemNo", "item_no", .code(50), isKey: true, isRequired: true),
            CSVColumn("code", "code", .code(50), isKey: true, isRequired: true),
            CSVColumn("description", "description", .text(255)),
            CSVColumn("gtin", "gtin", .code(50)),
            CSVColumn("option1", "option1", .text(255)),
            CSVColumn("option2", "option2", .text(255)),
            CSVColumn("option3", "option3", .text(255)),
            CSVColumn("unitPrice", "unit_price", .decimal(atLeast: 0), blank: .null),
            CSVColumn("weight", "weight", .decimal(atLeast: 0), blank: .null),
            CSVColumn("blocked", "blocked", .flag, blank: .integer(0)),
        ],
        conflict: ["item_no", "code_key"],
        lookup: ("item_no", 0, false),
        requirements: [.item(0)],
        key: { $0[0].plainText + "\u{1F}" + CodeKey.fold($0[1].plainText) },
        derivedColumns: ["code_key", "gtin_key"],
        derived: { [.text(CodeKey.fold($0[1].plainText)), .text(CodeKey.barcode($0[3].plainText))] },
        title: { "variant \($0[1].plainText) of item \($0[0].plainText)" },
        changes: { row, changed in
            let item = ChangedRecord(no: row[0].plainText)
            let price = ChangedRecord(no: row[0].plainText, variant: row[1].plainText)
            return (changed == ["unitPrice"] ? [] : [(.item, item)]) + (changed.contains("unitPrice") ? [(.price, price)] : [])
        }
    )

    static let references = CSVTable(
        table: "ledger_reference",
        columns: [
            CSVColumn("itemNo", "item_no", .code(50), isKey: true, isRequired: true),
            CSVColumn("variantCode", "variant_code", .code(50), isKey: true),
            CSVColumn("type", "type", .choice(ItemReferenceType.allCases.map(\.rawValue)), isKey: true, isRequired: true),
            CSVColumn("reference", "reference", .code(100), isKey: true, isRequired: true),
            CSVColumn("unit", "unit", .code(20)),
        ],
        conflict: ["item_no", "variant_code", "type", "reference_key"],
        lookup: ("item_no", 0, false),
        requirements: [.item(0), .variant(item: 0, code: 1), .unit(item: 0, code: 4)],
        key: { row in
            [row[0].plainText, row[1].plainText, row[2].plainText, referenceKey(row)].joined(separator: "\u{1F}")
        },
        derivedColumns: ["reference_key"],
        derived: { [.text(referenceKey($0))] },
        title: { "\($0[2].plainText) reference \($0[3].plainText) of item \($0[0].plainText)" },
        changes: { row, _ in [(.item, ChangedRecord(no: row[0].plainText))] }
    )

    private static func referenceKey(_ row: [DatabaseValue]) -> String {
        CodeKey.reference(row[3].plainText, ItemReferenceType(rawValue: row[2].plainText) ?? .other)
    }
}

import BackOffice
import Foundation
import Storage

extension CSVTable {
    static let prices = CSVTable(
        table: "ledger_price",
        columns: [
            CSVColumn("itemNo", "item_no", .code(50), isKey: true, isRequired: true),
            CSVColumn("variantCode", "variant_code", .code(50), isKey: true),
            CSVColumn("priceGroup", "price_group", .code(50), isKey: true),
            // A price without a currency would be anything.
            CSVColumn("currency", "currency", .currency, isKey: true, isRequired: true),
            CSVColumn("unit", "unit", .code(20), isKey: true),
            CSVColumn("minimumQuantity", "minimum_quantity", .quantity(atLeast: 0), blank: .integer(0), isKey: true),
            CSVColumn("startingDate", "starting_date", .day, isKey: true),
            CSVColumn("endingDate", "ending_date", .day),
            CSVColumn("unitPrice", "unit_price", .decimal(atLeast: 0), blank: .null),
            CSVColumn("discountPercent", "discount_percent", .decimal(atLeast: 0), blank: .text("0")),
        ],
        conflict: ["item_no", "variant_code", "price_group", "currency", "unit", "minimum_quantity", "starting_date"],
        lookup: ("item_no", 0, false),
        requirements: [.item(0), .variant(item: 0, code: 1), .unit(item: 0, code: 4)],
        key: { row in row.prefix(7).map { "\($0)" }.joined(separator: "\u{1F}") },
        title: { row in
            let variant = row[1].plainText.isEmpty ? "" : ", variant \(row[1].plainText)"
            let group = row[2].plainText.isEmpty ? "" : ", group \(row[2].plainText)"
            return "price of item \(row[0].plainText)\(variant)\(group) in \(row[3].plainText)"
        },
        changes: { row, _ in [(.price, ChangedRecord(no: row[0].plainText, variant: row[1].plainText))] },
        check: { row in
            if !row[7].plainText.isEmpty, row[7].plainText < row[6].plainText { return (7, "the price ends before it starts.") }
            if let percent = Decimal(exactly: row[9].plainText), percent > 100 { return (9, "a discount of more than 100 percent.") }
            if row[8] == .null, row[9] == .text("0") { return (8, "neither a unit price nor a discount.") }
            return nil
        }
    )
}

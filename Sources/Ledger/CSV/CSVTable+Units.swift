import BackOffice
import Foundation
import Storage

extension CSVTable {
    static let units = CSVTable(
        table: "ledger_unit",
        columns: [
            CSVColumn("itemNo", "item_no", .code(50), isKey: true, isRequired: true),
            CSVColumn("code", "code", .code(20), isKey: true, isRequired: true),
            CSVColumn("quantityPerUnit", "quantity_per_unit", .quantity(atLeast: 0), blank: .integer(0), isRequired: true),
        ],
        conflict: ["item_no", "code_key"],
        lookup: ("item_no", 0, false),
        requirements: [.item(0)],
        key: { $0[0].plainText + "\u{1F}" + CodeKey.fold($0[1].plainText) },
        derivedColumns: ["code_key"],
        derived: { [.text(CodeKey.fold($0[1].plainText))] },
        title: { "unit \($0[1].plainText) of item \($0[0].plainText)" },
        changes: { row, _ in [(.item, ChangedRecord(no: row[0].plainText)), (.price, ChangedRecord(no: row[0].plainText))] },
        check: { $0[2] == .integer(0) ? (2, "a unit holds more than nothing.") : nil }
    )
}

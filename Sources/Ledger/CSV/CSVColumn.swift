import Storage

/// A column of a CSV file and of the table behind it.
struct CSVColumn: Sendable {
    /// In the header.
    let name: String
    /// In the table.
    let column: String
    let type: CSVType
    /// What a blank cell sets, and what a new record has when the file lacks the column.
    let blank: DatabaseValue
    /// Part of the record's key, which an import never changes. A key column that is not required may be missing: it is blank then.
    let isKey: Bool
    /// A blank cell is refused; key columns must be in every file, others wherever a record is new.
    let isRequired: Bool

    init(
        _ name: String,
        _ column: String,
        _ type: CSVType,
        blank: DatabaseValue = .text(""),
        isKey: Bool = false,
        isRequired: Bool = false
    ) {
        self.name = name
        self.column = column
        self.type = type
        self.blank = blank
        self.isKey = isKey
        self.isRequired = isRequired
    }
}

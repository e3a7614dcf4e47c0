import BackOffice
import Storage

/// How a kind of CSV file maps to a table of the ledger.
struct CSVTable: Sendable {
    /// What must exist for a row to be taken.
    enum Requirement: Sendable {
        /// The item in the column.
        case item(Int)
        /// The variant in the second column, when it is not blank, of the item in the first.
        case variant(item: Int, code: Int)
        case location(Int)
        /// The unit in the second column, when it is not blank, of the item in the first.
        case unit(item: Int, code: Int)
    }

    let table: String
    let columns: [CSVColumn]
    /// The unique columns that decide between creating and changing.
    let conflict: [String]
    /// By which column existing rows are fetched, and from which CSV column its values come, in which form.
    let lookup: (column: String, from: Int, isFolded: Bool)
    let requirements: [Requirement]
    /// What makes two rows the same record.
    let key: @Sendable ([DatabaseValue]) -> String
    /// Further columns of the table, computed from the complete row.
    let derivedColumns: [String]
    let derived: @Sendable ([DatabaseValue]) -> [DatabaseValue]
    /// The record in words.
    let title: @Sendable ([DatabaseValue]) -> String
    /// What the change feed is told about a row of which these CSV columns changed (all, when it is new).
    let changes: @Sendable (_ row: [DatabaseValue], _ changed: Set<String>) -> [(ChangeKind, ChangedRecord)]
    /// What single cells cannot show.
    let check: @Sendable ([DatabaseValue]) -> (column: Int, sentence: String)?

    init(
        table: String,
        columns: [CSVColumn],
        conflict: [String],
        lookup: (column: String, from: Int, isFolded: Bool),
        requirements: [Requirement] = [],
        key: @escaping @Sendable ([DatabaseValue]) -> String,
        derivedColumns: [String] = [],
        derived: @escaping @Sendable ([DatabaseValue]) -> [DatabaseValue] = { _ in [] },
        title: @escaping @Sendable ([DatabaseValue]) -> String,
        changes: @escaping @Sendable (_ row: [DatabaseValue], _ changed: Set<String>) -> [(ChangeKind, ChangedRecord)],
        check: @escaping @Sendable ([DatabaseValue]) -> (column: Int, sentence: String)? = { _ in nil }
    ) {
        self.table = table
        self.columns = columns
        self.conflict = conflict
        self.lookup = lookup
        self.requirements = requirements
        self.key = key
        self.derivedColumns = derivedColumns
        self.derived = derived
        self.title = title
        self.changes = changes
        self.check = check
    }
}

extension DatabaseValue {
    /// The text, or nothing for other kinds of values.
    var plainText: String {
        if case .text(let text) = self { text } else { "" }
    }

    var isOn: Bool { self == .integer(1) }
}

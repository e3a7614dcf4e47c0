import Storage

/// A parsed line of a file: a value a column of its table, in the table's order.
struct CSVRow {
    let line: Int
    /// Nil where the file lacks the column.
    var values: [DatabaseValue?]
    /// The place of each column in the file, from 1; 0 where the file lacks it.
    let places: [Int]
}

/// Which field of a line is which column.
struct CSVHeader {
    /// For each column of the table its field in the line, or nil where the file lacks it.
    let positions: [Int?]
    /// The names as the file has them.
    let names: [String]
    let problems: [CSVProblem]

    init(_ record: CSVReader.Record, columns: [CSVColumn]) {
        var problems = record.problems
        var positions = [Int?](repeating: nil, count: columns.count)
        names = record.fields.map(CodeKey.trimmed)
        for (field, name) in names.enumerated() {
            func refuse(_ sentence: String) {
                problems.append(CSVProblem(line: record.line, column: field + 1, field: name, sentence: sentence))
            }
            // Exact names: a misspelt letter case would be an unknown column elsewhere.
            guard let column = columns.firstIndex(where: { $0.name == name }) else {
                if name.contains(";") || name.contains("\t"), record.fields.count == 1 {
                    refuse("columns are separated by commas; this file seems to use semicolons or tabs.")
                    continue
                }
                refuse("unknown column \"\(name.prefix(60))\"; known are \(columns.map(\.name).joined(separator: ", ")).")
                continue
            }
            if positions[column] != nil { refuse("the column \(name) stands there twice.") }
            positions[column] = field
        }
        for (column, position) in zip(columns, positions) where column.isKey && column.isRequired && position == nil {
            problems.append(
                CSVProblem(line: record.line, column: 0, field: column.name, sentence: "the key column \(column.name) is missing.")
            )
        }
        self.positions = positions
        self.problems = problems
    }
}

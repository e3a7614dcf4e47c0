/// Rows for people: columns aligned, figures to the right, nothing but text.
struct Table {
    /// One column.
    struct Column {
        enum Alignment { case left, right }

        let title: String
        let alignment: Alignment

        static func text(_ title: String) -> Column { Column(title: title, alignment: .left) }
        static func figure(_ title: String) -> Column { Column(title: title, alignment: .right) }
    }

    let columns: [Column]
    let rows: [[String]]
    /// What is said instead when there are no rows.
    let empty: String

    init(_ columns: [Column], _ rows: [[String]], empty: String) {
        self.columns = columns
        self.rows = rows
        self.empty = empty
    }

    var text: String {
        guard !rows.isEmpty else { return empty }
        let cells = [columns.map { $0.title.uppercased() }] + rows.map { $0.map(Self.oneLine) }
        let widths = columns.indices.map { index in cells.map { $0[index].count }.max() ?? 0 }
        return cells.map { row in
            let padded = columns.indices.map { index -> String in
                let gap = String(repeating: " ", count: widths[index] - row[index].count)
                return columns[index].alignment == .right ? gap + row[index] : row[index] + gap
            }
            let line = padded.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }

    /// A text from a shop may carry line breaks and control characters; neither may leave its cell or reach the terminal.
    static func oneLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}

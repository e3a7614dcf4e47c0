/// One thing for people: a name and its value a line.
struct Card {
    var lines: [(String, String)]

    init(_ lines: [(String, String)]) {
        self.lines = lines
    }

    var text: String {
        let shown = lines.filter { !$0.1.isEmpty }
        let width = shown.map(\.0.count).max() ?? 0
        return shown.map { name, value in
            let gap = String(repeating: " ", count: width - name.count)
            let indented = value.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(
                separator: "\n" + String(repeating: " ", count: width + 2)
            )
            return "\(name)\(gap)  \(indented)"
        }.joined(separator: "\n")
    }
}

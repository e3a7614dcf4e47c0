import Storage

/// The conditions of a list, put together one by one.
struct Conditions {
    private var parts: [Statement] = []

    mutating func add(_ condition: Statement) { parts.append(condition) }

    /// Every word must occur in the column, which is in small letters.
    mutating func add(search: String, in column: String) {
        for word in search.lowercased().split(whereSeparator: \.isWhitespace) {
            let pattern = "%" + word.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_") + "%"
            add("\(raw: column) LIKE \(pattern) ESCAPE '\\'")
        }
    }

    /// ` WHERE a AND b`, or nothing.
    var clause: Statement {
        guard var clause = parts.first.map({ " WHERE " + $0 }) else { return "" }
        for part in parts.dropFirst() { clause = clause + " AND " + part }
        return clause
    }
}

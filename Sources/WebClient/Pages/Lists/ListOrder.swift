/// How a list is sorted: by one of the columns that an index bears, chosen by the address.
struct ListOrder: Sendable, Equatable {
    /// The columns that it can be sorted by; the first one is what it is sorted by unless another one is chosen.
    let columns: [String]
    let key: String
    let isDescending: Bool
    private let isNewestFirst: Bool

    /// - Parameter newestFirst: whether the first column, a time, begins with the newest.
    init(_ query: PageQuery, _ columns: [String], newestFirst: Bool) {
        self.columns = columns
        isNewestFirst = newestFirst
        let chosen = query.value("sort") ?? ""
        let name = chosen.hasPrefix("-") ? String(chosen.dropFirst()) : chosen
        if columns.contains(name) {
            (key, isDescending) = (name, chosen.hasPrefix("-"))
        } else {
            (key, isDescending) = (columns.first ?? "", newestFirst)
        }
    }

    /// Whether it is sorted by its time, the oldest first.
    var isOldestFirst: Bool { key == columns.first && !isDescending }

    /// Where a column's heading leads: the other way round where it is sorted by it, else its natural way.
    func href(_ column: String, _ query: PageQuery) -> String? {
        guard columns.contains(column) else { return nil }
        let first = column == columns.first
        let descends = column == key ? !isDescending : first && isNewestFirst
        // The way that it has by itself needs no word in the address.
        return query.with("sort", first && descends == isNewestFirst ? nil : (descends ? "-" : "") + column)
    }

    /// `ascending` or `descending` where it is sorted by this column.
    func state(_ column: String) -> String? { column == key ? isDescending ? "descending" : "ascending" : nil }
}

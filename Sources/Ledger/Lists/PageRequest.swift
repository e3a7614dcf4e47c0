/// Which part of a list is wanted. Pages are found by key, so they stay right and fast however long the list is and whatever
/// is added meanwhile.
public struct PageRequest: Sendable, Hashable {
    /// Records on the page, 1 to 1 000.
    public var limit: Int
    /// `Page.next` of the page before; nil: the first page.
    public var after: String?

    public init(limit: Int = 100, after: String? = nil) {
        self.limit = min(max(limit, 1), 1_000)
        self.after = after
    }

    /// Cuts one row too many, which only tells that there is another page.
    func page<Record>(_ rows: [Record], cursor: (Record) -> String) -> Page<Record> {
        guard rows.count > limit else { return Page(records: rows, next: nil) }
        let records = Array(rows.prefix(limit))
        return Page(records: records, next: records.last.map(cursor))
    }
}

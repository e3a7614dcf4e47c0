/// Some products or customers, and where to go on.
public struct LinkPage<Record: Sendable>: Sendable {
    public var records: [Record]
    /// Nil at the end. A search may end a page early, even with nothing found: it goes on there.
    public var next: LinkFilter.Position?

    public init(records: [Record], next: LinkFilter.Position?) {
        self.records = records
        self.next = next
    }
}

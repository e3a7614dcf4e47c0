public import BackOffice

/// What an import did, or what a dry run would do.
public struct CSVImportResult: Sendable, Hashable, Codable {
    /// Rows by what became of them.
    public struct Counts: Sendable, Hashable, Codable {
        public var read = 0
        public var created = 0
        public var updated = 0
        public var unchanged = 0

        public init() {}
    }

    public var counts = Counts()
    /// Filled by dry runs only, up to the bound that was asked for.
    public var changes: [RecordChange] = []
    /// How many changes a dry run found beyond the bound.
    public var changesOmitted = 0

    public init() {}

    mutating func add(_ change: RecordChange, limit: Int) {
        if changes.count < limit { changes.append(change) } else { changesOmitted += 1 }
    }
}

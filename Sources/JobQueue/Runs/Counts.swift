/// What a run did, in records.
public struct Counts: Sendable, Hashable, Codable {
    public var read: Int
    public var created: Int
    public var updated: Int
    public var unchanged: Int
    public var skipped: Int
    public var failed: Int

    public init(read: Int = 0, created: Int = 0, updated: Int = 0, unchanged: Int = 0, skipped: Int = 0, failed: Int = 0) {
        self.read = read
        self.created = created
        self.updated = updated
        self.unchanged = unchanged
        self.skipped = skipped
        self.failed = failed
    }
}

/// What a task can count with ``JobContext/count(_:by:)``.
public enum CountKind: String, Sendable, Hashable, CaseIterable {
    case read, created, updated, unchanged, skipped, failed
    /// Requests sent to an API.
    case requests
    /// Cost points an API charged for them.
    case points
}

/// How far a run is. `total` is nil while it is not known.
public struct Progress: Sendable, Hashable, Codable {
    public var done: Int
    public var total: Int?

    public init(done: Int, total: Int? = nil) {
        self.done = done
        self.total = total
    }
}

/// Which runs to list, newest first unless told otherwise.
public struct RunFilter: Sendable {
    public var entry: String?
    public var statuses: Set<RunStatus>?
    public var shop: String?
    public var task: String?
    public var oldestFirst = false
    /// At most this many; nil: all that are kept.
    public var limit: Int?
    /// The last id of the page before.
    public var after: String?

    public init(
        entry: String? = nil,
        statuses: Set<RunStatus>? = nil,
        shop: String? = nil,
        task: String? = nil,
        limit: Int? = nil,
        after: String? = nil
    ) {
        self.entry = entry
        self.statuses = statuses
        self.shop = shop
        self.task = task
        self.limit = limit
        self.after = after
    }
}

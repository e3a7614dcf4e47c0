/// Which entries to list.
public struct EntryFilter: Sendable {
    /// Nil: all but the finished ones.
    public var statuses: Set<EntryStatus>?
    public var shop: String?
    /// Name or number.
    public var task: String?
    public var category: String?
    public var owner: String?
    /// Finished ones too, when no statuses are named.
    public var includesFinished: Bool
    /// At most this many; nil: the whole list.
    public var limit: Int?
    /// Entries older than this id: the last id of the page before.
    public var after: String?

    public init(
        statuses: Set<EntryStatus>? = nil,
        shop: String? = nil,
        task: String? = nil,
        category: String? = nil,
        owner: String? = nil,
        includesFinished: Bool = false,
        limit: Int? = nil,
        after: String? = nil
    ) {
        self.statuses = statuses
        self.shop = shop
        self.task = task
        self.category = category
        self.owner = owner
        self.includesFinished = includesFinished
        self.limit = limit
        self.after = after
    }
}

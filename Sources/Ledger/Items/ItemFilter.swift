/// Which items a list shows.
public struct ItemFilter: Sendable, Hashable {
    /// Words to be found in number, description or vendor; empty: all.
    public var search: String
    public var blocked: Bool?
    /// Empty: all.
    public var category: String

    public init(search: String = "", blocked: Bool? = nil, category: String = "") {
        self.search = search
        self.blocked = blocked
        self.category = category
    }
}

/// Which customers a list shows.
public struct CustomerFilter: Sendable, Hashable {
    /// Words to be found in number, names, e-mail or city; empty: all.
    public var search: String
    public var blocked: Bool?

    public init(search: String = "", blocked: Bool? = nil) {
        self.search = search
        self.blocked = blocked
    }
}

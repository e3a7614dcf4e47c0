/// Which products or customers of the shops a list shows, and in which order.
public struct LinkFilter: Sendable, Hashable {
    /// In which order.
    public enum Order: Sendable, Hashable {
        /// By shop and id.
        case record
        /// By title or name, small letters like capital ones.
        case name(isDescending: Bool)
    }

    public var shop: String?
    /// Only those with a counterpart of ours, or only those without.
    public var mapped: Bool?
    /// A part of a name, SKU, e-mail address or number of ours; empty: all.
    public var search: String
    public var order = Order.record
    /// The last one of the page before.
    public var after: Position?
    /// Nil lists all.
    public var limit: Int?

    /// A place in the list.
    public struct Position: Sendable, Hashable {
        public var shop: String
        public var id: String
        /// The title or name, where the list is in the order of it.
        public var name: String?

        public init(shop: String, id: String, name: String? = nil) {
            self.shop = shop
            self.id = id
            self.name = name
        }
    }

    public init(shop: String? = nil, mapped: Bool? = nil, search: String = "", after: Position? = nil, limit: Int? = nil) {
        self.shop = shop
        self.mapped = mapped
        self.search = search
        self.after = after
        self.limit = limit
    }
}

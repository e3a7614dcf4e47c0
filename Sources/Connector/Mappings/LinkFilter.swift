import Storage

/// Which products or customers of the shops a list shows.
public struct LinkFilter: Sendable, Hashable {
    public var shop: String?
    /// Only those with a counterpart of ours, or only those without.
    public var mapped: Bool?
    /// A part of a name, SKU, e-mail address or number of ours; empty: all.
    public var search: String
    /// Shop and id of the last one of the page before.
    public var after: Position?
    /// Nil lists all.
    public var limit: Int?

    /// A place in the list.
    public struct Position: Sendable, Hashable {
        public var shop: String
        public var id: String

        public init(shop: String, id: String) {
            self.shop = shop
            self.id = id
        }
    }

    public init(shop: String? = nil, mapped: Bool? = nil, search: String = "", after: Position? = nil, limit: Int? = nil) {
        self.shop = shop
        self.mapped = mapped
        self.search = search
        self.after = after
        self.limit = limit
    }

    /// `WHERE … ORDER BY … LIMIT …` over a table whose key is shop and `key`.
    func clause(key: String, isMapped: Statement, isNot: Statement, text: [String], _ tx: Transaction) throws -> Statement {
        var conditions: [Statement] = []
        if let shop { conditions.append("shop = \(try ShopStore(tx: tx).existing(shop).code)") }
        if let mapped { conditions.append(mapped ? isMapped : isNot) }
        let words = search.lowercased().split(whereSeparator: \.isWhitespace)
        for word in words {
            let part = word.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
            let either = text.map { column -> Statement in "lower(\(raw: column)) LIKE \("%\(part)%") ESCAPE '\\'" }
            conditions.append("(\(either.joined(separator: " OR ")))")
        }
        if let after { conditions.append("(shop, \(raw: key)) > (\(after.shop), \(after.id))") }
        let filter: Statement = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
        let end: Statement = limit.map { "LIMIT \($0)" } ?? ""
        return "\(filter) ORDER BY shop, \(raw: key) \(end)"
    }
}

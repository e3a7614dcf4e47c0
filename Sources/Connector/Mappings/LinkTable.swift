import Storage

/// A table of what a shop has and what of ours it stands for, as lists read it.
struct LinkTable: Sendable {
    let name: String
    /// Beside the shop, the key.
    let key: String
    let title: String
    /// Null as long as nothing of ours is known.
    let counterpart: String
    let searched: [String]
    /// Those of `searched` whose beginning an index finds.
    let beginnings: [String]
    let columns: Statement

    static let variants = LinkTable(
        name: "connector_variants",
        key: "variant_id",
        title: "title",
        counterpart: "item_no",
        searched: ["title", "sku", "barcode", "item_no"],
        beginnings: ["title", "sku", "barcode"],
        columns:
            "variant_id AS id, shop, product_id AS product, title, sku, barcode, item_no AS item, variant_code AS variant, unit, seen_at"
    )
    static let customers = LinkTable(
        name: "connector_customers",
        key: "customer_id",
        title: "name",
        counterpart: "customer_no",
        searched: ["name", "email", "phone", "customer_no"],
        beginnings: ["name", "email"],
        columns: "customer_id AS id, shop, name, email, phone, customer_no AS no, seen_at"
    )

    /// What an index is of: bytes, so that a beginning is a span of it on either engine.
    static func small(_ column: String) -> Statement { small("\(raw: column)" as Statement) }

    private static func small(_ text: Statement) -> Statement { "lower(\(text))\(sqlite: "", postgreSQL: " COLLATE \"C\"")" }

    /// The indexes that searching by beginnings and the order by name need.
    static let indexes: [Statement] = [variants, customers].flatMap { table in
        table.beginnings.map { column -> Statement in
            "CREATE INDEX \(raw: table.name)_\(raw: column) ON \(raw: table.name) ((\(small(column))), shop, \(raw: table.key))"
        }
    }

    /// A list, however long it takes to search.
    func list<Record: Decodable>(_ type: Record.Type, _ filter: LinkFilter, _ tx: Transaction) throws -> [Record] {
        let conditions = try self.conditions(filter, tx) + words(filter.search)
        return try tx.all(type, "SELECT \(columns) FROM \(raw: name) \(Self.clause(conditions)) \(order(filter)) \(limit(filter))")
    }

    /// Records whose text begins with what is searched for, found by index.
    func beginning<Record: Decodable>(_ type: Record.Type, _ filter: LinkFilter, most: Int, _ tx: Transaction) throws -> [Record] {
        let text = filter.search.lowercased()
        // What is above every text that begins so.
        let end = text + "\u{10FFFF}"
        let shop: Statement = try filter.shop.map { "AND shop = \(try ShopStore(tx: tx).existing($0).code)" } ?? ""
        let found = beginnings.map { column -> Statement in
            """
            SELECT * FROM (SELECT shop AS found_shop, \(raw: key) AS found_key FROM \(raw: name)
            WHERE \(Self.small(column)) >= \(text) AND \(Self.small(column)) < \(end) \(shop) LIMIT \(most)) AS by_\(raw: column)
            """
        }
        return try tx.all(
            type,
            """
            SELECT \(columns) FROM (\(found.joined(separator: " UNION "))) AS found
            JOIN \(raw: name) ON shop = found_shop AND \(raw: key) = found_key
            \(Self.clause(try conditions(filter, tx))) ORDER BY shop, \(raw: key) LIMIT \(most)
            """
        )
    }

    /// What is found among the records of a span.
    func within<Record: Decodable>(_ type: Record.Type, _ filter: LinkFilter, span: Int, _ tx: Transaction) throws -> [Record] {
        let conditions = try self.conditions(filter, tx)
        return try tx.all(
            type,
            """
            SELECT \(columns) FROM (SELECT * FROM \(raw: name) \(Self.clause(conditions)) ORDER BY shop, \(raw: key) LIMIT \(span)) AS span
            \(Self.clause(words(filter.search))) ORDER BY shop, \(raw: key) \(limit(filter))
            """
        )
    }

    /// The last record of a span; nil when the list ends before.
    func end(_ filter: LinkFilter, span: Int, _ tx: Transaction) throws -> LinkFilter.Position? {
        let conditions = try self.conditions(filter, tx)
        return try tx.first(
            "SELECT shop, \(raw: key) AS id FROM \(raw: name) \(Self.clause(conditions)) ORDER BY shop, \(raw: key) LIMIT 1 OFFSET \(span - 1)"
        ).map { LinkFilter.Position(shop: try $0.get("shop"), id: try $0.get("id")) }
    }

    private func conditions(_ filter: LinkFilter, _ tx: Transaction) throws -> [Statement] {
        var conditions: [Statement] = []
        if let shop = filter.shop { conditions.append("shop = \(try ShopStore(tx: tx).existing(shop).code)") }
        if let mapped = filter.mapped { conditions.append("\(raw: counterpart) IS \(raw: mapped ? "NOT " : "")NULL") }
        if let position = position(filter) { conditions.append(position) }
        return conditions
    }

    private func words(_ search: String) -> [Statement] {
        search.lowercased().split(whereSeparator: \.isWhitespace).map { word in
            let part = word.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
            let either = searched.map { column -> Statement in "lower(\(raw: column)) LIKE \("%\(part)%") ESCAPE '\\'" }
            return "(\(either.joined(separator: " OR ")))"
        }
    }

    private func position(_ filter: LinkFilter) -> Statement? {
        guard let after = filter.after else { return nil }
        guard case .name(let isDescending) = filter.order else { return "(shop, \(raw: key)) > (\(after.shop), \(after.id))" }
        let last = Self.small("\(after.name ?? "")" as Statement)
        let side = isDescending ? "<" : ">"
        // The first condition goes without saying; SQLite finds the place in the index by it.
        return """
            \(Self.small(title)) \(raw: side)= \(last)
            AND (\(Self.small(title)), shop, \(raw: key)) \(raw: side) (\(last), \(after.shop), \(after.id))
            """
    }

    private func order(_ filter: LinkFilter) -> Statement {
        guard case .name(let isDescending) = filter.order else { return "ORDER BY shop, \(raw: key)" }
        let way = isDescending ? " DESC" : ""
        return "ORDER BY \(Self.small(title))\(raw: way), shop\(raw: way), \(raw: key)\(raw: way)"
    }

    private func limit(_ filter: LinkFilter) -> Statement { filter.limit.map { "LIMIT \($0)" } ?? "" }

    private static func clause(_ conditions: [Statement]) -> Statement {
        conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
    }
}

extension LinkTable {
    /// How many records a search looks at for one page: a page answers at once, however many there are.
    static let span = 10_000

    /// One page. A search finds what begins with the text wherever it is, and what contains it among the next ``span`` records; the page after
    /// goes on from there. What was found by its beginning comes once more in its place.
    func page<Record: Decodable & Sendable>(
        _ type: Record.Type,
        _ filter: LinkFilter,
        key: (Record) -> LinkFilter.Position,
        _ tx: Transaction
    )
        throws -> LinkPage<Record>
    {
        var wider = filter
        let most = filter.limit ?? Self.span
        wider.limit = most + 1
        guard !filter.search.isEmpty else {
            let found = try list(type, wider, tx)
            return LinkPage(records: Array(found.prefix(most)), next: found.count > most ? key(found[most - 1]) : nil)
        }
        wider.order = .record
        let first = try filter.after == nil ? beginning(type, filter, most: most, tx) : []
        let found = try within(type, wider, span: Self.span, tx)
        let known = Set(first.map(key))
        let others = found.filter { !known.contains(key($0)) }
        let room = Array(others.prefix(max(1, most - first.count)))
        let next: LinkFilter.Position?
        if room.count < others.count {
            next = room.last.map(key)
        } else if found.count > most {
            next = found.last.map(key)
        } else {
            next = try end(wider, span: Self.span, tx)
        }
        return LinkPage(records: first + room, next: next)
    }
}

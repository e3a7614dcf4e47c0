import Connector

/// Where a page of products or customers ended: shop and id.
enum LinkPosition {
    static func text(_ shop: String, _ id: String) -> String { "\(shop) \(id)" }

    /// - Throws: `Problem` when the text is not a cursor of these lists.
    static func parse(_ text: String) throws -> LinkFilter.Position {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { throw Problem.badRequest("invalid_cursor", "“cursor” must be the “next” of the page before.") }
        return LinkFilter.Position(shop: String(parts[0]), id: String(parts[1]))
    }

    /// The number at the end of a global id: enough within a shop.
    static func number(_ id: String) -> String { id.split(separator: "/").last.map(String.init) ?? id }
}

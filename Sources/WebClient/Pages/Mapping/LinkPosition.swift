import Connector

/// Where a page of products or customers ended: shop and id, and the name where the list is in the order of it.
enum LinkPosition {
    static func text(_ position: LinkFilter.Position) -> String {
        ([position.shop, position.id] + [position.name].compactMap(\.self)).joined(separator: " ")
    }

    static func text(_ shop: String, _ id: String) -> String { text(.init(shop: shop, id: id)) }

    /// - Throws: `Problem` when the text is not a cursor of these lists.
    static func parse(_ text: String) throws -> LinkFilter.Position {
        let parts = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 2 else { throw Problem.badRequest("invalid_cursor", "“cursor” must be the “next” of the page before.") }
        return LinkFilter.Position(shop: parts[0], id: parts[1], name: parts.count > 2 ? parts[2] : nil)
    }

    /// The number at the end of a global id: enough within a shop.
    static func number(_ id: String) -> String { id.split(separator: "/").last.map(String.init) ?? id }
}

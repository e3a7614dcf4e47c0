/// The page of a record that a shop names by its global id, for the kinds that have a page.
enum RecordLink {
    private static let places = ["Order": "orders", "Customer": "customers", "ProductVariant": "products"]

    static func path(_ id: String, shop: String) -> String? {
        let parts = id.split(separator: "/")
        guard id.hasPrefix("gid://shopify/"), parts.count == 4, let place = places[String(parts[2])] else { return nil }
        return "/\(place)/\(PageQuery.escape(shop))/\(PageQuery.escape(String(parts[3])))"
    }
}

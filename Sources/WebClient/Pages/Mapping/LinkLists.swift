import Connector

/// What the lists of products and of customers have in common: filters, a search, an order by name.
enum LinkLists {
    /// While one looks for something, or for what is mapped or not, there is one order only: no index bears another one.
    static func order(_ query: PageQuery, name: String) -> ListOrder? {
        guard query.value("q") == nil, query.value("mapped") == nil else { return nil }
        return ListOrder(query, ["record", name], newestFirst: false)
    }

    static func filter(_ query: PageQuery, _ order: ListOrder?, after: String?, limit: Int) throws -> LinkFilter {
        var filter = LinkFilter(
            shop: query.value("shop"),
            mapped: query.value("mapped").map { $0 == "yes" },
            search: query.value("q") ?? "",
            limit: limit
        )
        if let order, order.key != order.columns.first { filter.order = .name(isDescending: order.isDescending) }
        filter.after = try after.map(LinkPosition.parse)
        return filter
    }

    static func filters(_ query: PageQuery, _ services: WebServices, _ t: Speech) async throws -> [ListView.Filter] {
        let mapped = query.filter("mapped", title: t(.mapping), all: t(.all), [("yes", t(.mapped)), ("no", t(.notMapped))])
        return try await ShopFilter.filters(query, services, [mapped], t)
    }
}

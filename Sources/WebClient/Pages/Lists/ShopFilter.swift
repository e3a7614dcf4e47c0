import Connector

/// The filter by shop, where there is more than one.
enum ShopFilter {
    static func filters(_ query: PageQuery, _ services: WebServices, _ others: [ListView.Filter], _ t: Speech) async throws
        -> [ListView.Filter]
    {
        let shops = try await services.connector.shops.list().map { (value: $0.code, title: $0.code) }
        guard shops.count > 1 else { return others }
        return others + [query.filter("shop", title: t(.shop), all: t(.all), shops)]
    }
}

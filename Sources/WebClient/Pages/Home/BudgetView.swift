import Connector

/// What a shop's API lets us ask now, and what we have asked today.
struct BudgetView {
    /// More shops than these are on the list of shops.
    static let most = 4

    let budgetShop: String
    let budgetHref: String
    let budgetText: String
    let budgetMore: String
    let isKnown: Bool
    let budgetAvailable: Int
    let budgetMaximum: Int
    /// Below this it is drawn as running out.
    let budgetLow: Int

    static func views(_ shops: [Shop], _ connector: Connector, today: DailyFigures.Day?, _ t: Speech) async -> [BudgetView] {
        var views: [BudgetView] = []
        for shop in shops.filter(\.enabled).prefix(most) {
            views.append(BudgetView(await connector.shops.budget(of: shop.code), points: today?.pointsOfShops[shop.code] ?? 0, t))
        }
        return views
    }

    init(_ budget: ShopBudget, points: Int, _ t: Speech) {
        budgetShop = budget.shop
        budgetHref = "/shops/\(budget.shop)"
        let today = "\(t(.pointsToday)): \(t.number(points))"
        guard let available = budget.available, let maximum = budget.maximum, let rate = budget.restoreRate else {
            (isKnown, budgetAvailable, budgetMaximum, budgetLow) = (false, 0, 0, 0)
            (budgetText, budgetMore) = (t(.budgetUnknown), today)
            return
        }
        (isKnown, budgetAvailable, budgetMaximum, budgetLow) = (true, min(available, maximum), maximum, maximum / 5)
        budgetText = t(.budgetOf, t.number(budgetAvailable), t.number(maximum))
        budgetMore = "\(t(.budgetRate, t.number(rate))) · \(today)"
    }
}

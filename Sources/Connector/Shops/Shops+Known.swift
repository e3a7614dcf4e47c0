import Foundation
import ShopifyAdmin

extension Shops {
    /// The shop with its plan, currency and zone: they are asked for once, before the first task needs them.
    func known(_ session: ShopSession) async throws -> Shop {
        if session.shop.checkedAt != nil { return session.shop }
        let response = try await session.client.execute(Admin.ShopBasics())
        return try await learn(session.shop.code, response.data.shop, version: response.apiVersion)
    }

    func learn(_ code: String, _ info: some ShopFacts, version: String?) async throws -> Shop {
        let facts = (name: info.name, plan: info.planName, currency: info.currencyCode, zone: info.ianaTimezone)
        let now = Date()
        return try await change(code) { shop in
            shop.name = facts.name
            shop.plan = facts.plan
            shop.apiVersion = version ?? AdminAPIVersion.current.rawValue
            shop.shopCurrency = facts.currency
            shop.shopZone = facts.zone
            shop.checkedAt = now
        }
    }
}

/// What the shop card keeps of Shopify's answer.
protocol ShopFacts {
    var name: String { get }
    var planName: String { get }
    var currencyCode: String { get }
    var ianaTimezone: String { get }
}

extension Admin.ShopInfo.Data.Shop: ShopFacts {
    var planName: String { plan.publicDisplayName }
}

extension Admin.ShopBasics.Data.Shop: ShopFacts {
    var planName: String { plan.publicDisplayName }
}

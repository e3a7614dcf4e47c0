import Foundation
import ShopifyAdmin

extension Shops {
    /// The shop with its plan, currency and zone: they are asked for once, before the first task needs them.
    func known(_ session: ShopSession) async throws -> Shop {
        if session.shop.checkedAt != nil { return session.shop }
        let response = try await session.client.execute(Admin.ShopInfo())
        return try await learn(session.shop.code, response.data, version: response.apiVersion)
    }

    func learn(_ code: String, _ info: Admin.ShopInfo.Data, version: String?) async throws -> Shop {
        let now = Date()
        return try await change(code) { shop in
            shop.name = info.shop.name
            shop.plan = info.shop.plan.publicDisplayName
            shop.apiVersion = version ?? AdminAPIVersion.current.rawValue
            shop.shopCurrency = info.shop.currencyCode
            shop.shopZone = info.shop.ianaTimezone
            shop.checkedAt = now
        }
    }
}

public import Foundation
import ShopifyAdmin
import Storage

extension Shops {
    /// Looks whether and how far Shopify lets us in: token, scopes, API version, plan, currency, locations. What was learned is kept on the
    /// shop card. A check that fails is in the report, not thrown.
    public func test(_ code: String, now: Date = Date()) async throws -> ShopReport {
        let shop = try await show(code)
        let client = try await clients.client(of: shop, observer: nil)
        let response: AdminResponse<Admin.ShopInfo.Data>
        do {
            response = try await client.execute(Admin.ShopInfo(), .interactive)
        } catch let error as AdminError {
            return ShopReport(shop: shop.code, checks: [ShopCheck("token", .failed, "\(error)", code: error.code.rawValue)])
        }
        let info = response.data
        let learned = try await learn(shop.code, info.shop, version: response.apiVersion)
        var checks = [ShopCheck("token", .ok, "\(info.shop.name) answers; the app is “\(info.currentAppInstallation.app.title)”.")]
        checks.append(AccessScopes.check(Set(info.currentAppInstallation.accessScopes.map(\.handle))))
        checks.append(version(learned.apiVersion ?? AdminAPIVersion.current.rawValue, now: now))
        checks.append(ShopCheck("plan", .ok, info.shop.plan.publicDisplayName))
        checks.append(currency(learned, info))
        checks.append(await locations(learned, client))
        checks.append(try await webhookCheck(learned))
        return ShopReport(shop: shop.code, checks: checks)
    }

    private func version(_ version: String, now: Date) -> ShopCheck {
        let wanted = AdminAPIVersion.current.rawValue
        guard version == wanted else {
            return ShopCheck(
                "apiVersion",
                .failed,
                "Shopify answered in \(version) instead of \(wanted): this version of Backroom is too old. Update it."
            )
        }
        guard let expiry = Shop.expiry(ofVersion: version) else { return ShopCheck("apiVersion", .ok, version) }
        let days = Int((expiry.timeIntervalSince(now) / 86_400).rounded(.down))
        let date = Instants.text(expiry).prefix(10)
        if days < 0 { return ShopCheck("apiVersion", .failed, "\(version) ended on \(date): update Backroom.") }
        return ShopCheck("apiVersion", days < 30 ? .warning : .ok, "\(version), answered until \(date) (\(days) days).")
    }

    private func currency(_ shop: Shop, _ info: Admin.ShopInfo.Data) -> ShopCheck {
        let theirs = info.shop.currencyCode
        guard shop.settings.currency.isEmpty || shop.settings.currency == theirs else {
            return ShopCheck("currency", .warning, "The shop sells in \(theirs), the shop card says \(shop.settings.currency).")
        }
        return ShopCheck("currency", .ok, theirs)
    }

    /// Whether changes come by webhooks or by polling. Polling is no fault: everything works, only later.
    private func webhookCheck(_ shop: Shop) async throws -> ShopCheck {
        if let obstacle = Webhooks(database: database, shops: self, publicURL: publicURL).obstacle(
            shop,
            try await credentials(of: shop.code)
        ) {
            return ShopCheck("webhooks", .ok, obstacle)
        }
        guard let state = shop.webhooks, state.address != nil else {
            return ShopCheck(
                "webhooks",
                .ok,
                "The subscriptions are made by the next maintenance: `sync maintain-shop --shop \(shop.code)`."
            )
        }
        guard state.subscribed == state.wanted else {
            return ShopCheck(
                "webhooks",
                .warning,
                "\(state.subscribed) of \(state.wanted) topics are subscribed to. \(state.problem ?? "")"
            )
        }
        return ShopCheck("webhooks", .ok, "All \(state.wanted) topics are sent to \(state.address ?? ""), as of \(state.checkedAt).")
    }

    private func locations(_ shop: Shop, _ client: AdminClient) async -> ShopCheck {
        do {
            var found: [Admin.Location] = []
            for try await page in client.pages(Admin.Locations(), .interactive) { found += page.nodes }
            let mapped = try await database.write { [found] tx in
                let store = MappingStore(tx: tx, shop: shop.code)
                for place in found {
                    try store.seen(
                        locationID: place.id,
                        name: place.name,
                        active: place.isActive,
                        fulfillmentService: place.isFulfillmentService
                    )
                }
                return try store.locations()
            }
            let active = mapped.filter(\.active)
            let unmapped = active.filter(\.to.isEmpty).map(\.name)
            if active.isEmpty { return ShopCheck("locations", .warning, "The shop has no active location.") }
            guard !unmapped.isEmpty else { return ShopCheck("locations", .ok, "All \(active.count) locations are mapped.") }
            return ShopCheck(
                "locations",
                .warning,
                "Not mapped: \(unmapped.joined(separator: ", ")). `shop map \(shop.code) location \"NAME\" --to CODE` maps one."
            )
        } catch {
            return ShopCheck("locations", .failed, Failure(error).reason)
        }
    }
}

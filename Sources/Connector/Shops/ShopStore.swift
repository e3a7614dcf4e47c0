import Foundation
import Storage

/// The rows of shops.
struct ShopStore {
    let tx: Transaction

    /// One row; its settings are JSON.
    private struct Record: Decodable {
        var code: String
        var domain: String
        var endpoint: String?
        var enabled: Bool
        var name: String?
        var plan: String?
        var apiVersion: String?
        var shopCurrency: String?
        var shopZone: String?
        var settings: String
        var credentialsKind: String
        var createdAt: Date
        var updatedAt: Date
        var checkedAt: Date?
        var disabledReason: String?
        var enabledAt: Date?
        var webhooks: String?

        func shop() throws -> Shop {
            Shop(
                code: code,
                domain: domain,
                endpoint: endpoint,
                enabled: enabled,
                disabledReason: disabledReason,
                enabledAt: enabledAt,
                name: name,
                plan: plan,
                apiVersion: apiVersion,
                shopCurrency: shopCurrency,
                shopZone: shopZone,
                settings: try JSONDecoder().decode(ShopSettings.self, from: Data(settings.utf8)),
                credentialsKind: credentialsKind,
                createdAt: createdAt,
                updatedAt: updatedAt,
                checkedAt: checkedAt,
                webhooks: try webhooks.map { try JSONDecoder().decode(WebhookState.self, from: Data($0.utf8)) }
            )
        }
    }

    private static let columns: Statement = """
        code, domain, endpoint, enabled, name, plan, api_version, shop_currency, shop_zone, settings, credentials_kind, created_at,
        updated_at, checked_at, disabled_reason, enabled_at, webhooks
        """

    func all() throws -> [Shop] {
        try tx.all(Record.self, "SELECT \(Self.columns) FROM shop_shops ORDER BY code").map { try $0.shop() }
    }

    func find(_ code: String) throws -> Shop? {
        try tx.first(Record.self, "SELECT \(Self.columns) FROM shop_shops WHERE code = \(code)")?.shop()
    }

    /// - Throws: `ConnectorError` `notFound`.
    func existing(_ code: String) throws -> Shop {
        guard let shop = try find(code.uppercased()) else {
            throw ConnectorError(.notFound, "There is no shop \(code). `shop list` shows the shops.", record: code, field: "shop")
        }
        return shop
    }

    func insert(_ shop: Shop, sealed: SealedCredentials) throws {
        try tx.execute(
            """
            INSERT INTO shop_shops (code, domain, endpoint, enabled, settings, credentials, credentials_kind, created_at, updated_at,
                    enabled_at)
            VALUES (\(shop.code), \(shop.domain), \(shop.endpoint), \(shop.enabled), \(try Self.json(shop.settings)), \(sealed.bytes),
                    \(shop.credentialsKind), \(shop.createdAt), \(shop.updatedAt), \(shop.createdAt))
            """
        )
    }

    func update(_ shop: Shop) throws {
        try tx.execute(
            """
            UPDATE shop_shops SET domain = \(shop.domain), endpoint = \(shop.endpoint), enabled = \(shop.enabled), name = \(shop.name),
                plan = \(shop.plan), api_version = \(shop.apiVersion), shop_currency = \(shop.shopCurrency), shop_zone = \(shop.shopZone),
                settings = \(try Self.json(shop.settings)), updated_at = \(shop.updatedAt), checked_at = \(shop.checkedAt),
                disabled_reason = \(shop.disabledReason), enabled_at = \(shop.enabledAt)
            WHERE code = \(shop.code)
            """
        )
    }

    func credentials(_ code: String) throws -> SealedCredentials? {
        try tx.value([UInt8].self, "SELECT credentials FROM shop_shops WHERE code = \(code)").map(SealedCredentials.init(bytes:))
    }

    func setCredentials(_ code: String, _ sealed: SealedCredentials, kind: String, at: Date) throws {
        try tx.execute(
            """
            UPDATE shop_shops SET credentials = \(sealed.bytes), credentials_kind = \(kind), updated_at = \(at) WHERE code = \(code)
            """
        )
    }

    /// What maintenance found; it touches nothing that a person may be changing.
    func setWebhooks(_ code: String, _ state: WebhookState) throws {
        let text = String(decoding: try JSONEncoder().encode(state), as: UTF8.self)
        try tx.execute("UPDATE shop_shops SET webhooks = \(text) WHERE code = \(code)")
    }

    /// The shops whose maintenance is due: never asked for, asked for a day ago, or the address is another one.
    func unmaintained(address: (String) -> String?) throws -> [String] {
        let now = try tx.now()
        return try tx.rows("SELECT code, webhooks, maintained_at FROM shop_shops WHERE enabled = 1 ORDER BY code").compactMap { row in
            let code = try row.get("code", as: String.self)
            guard let asked = try row.get("maintained_at", as: Date?.self) else { return code }
            if now.timeIntervalSince(asked) >= 86_400 { return code }
            let known = try row.get("webhooks", as: String?.self).map { try JSONDecoder().decode(WebhookState.self, from: Data($0.utf8)) }
            // A run that failed is not asked for again every minute.
            guard now.timeIntervalSince(asked) > 600 else { return nil }
            return known.map { $0.address != address(code) } ?? false ? code : nil
        }
    }

    func maintained(_ code: String) throws {
        try tx.execute("UPDATE shop_shops SET maintained_at = \(try tx.now()) WHERE code = \(code)")
    }

    func delete(_ code: String) throws {
        // The other tables follow by their foreign keys.
        try tx.execute("DELETE FROM shop_shops WHERE code = \(code)")
    }

    private static func json(_ settings: ShopSettings) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(settings), as: UTF8.self)
    }
}

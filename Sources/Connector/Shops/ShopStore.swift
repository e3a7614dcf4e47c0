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

        func shop() throws -> Shop {
            Shop(
                code: code,
                domain: domain,
                endpoint: endpoint,
                enabled: enabled,
                name: name,
                plan: plan,
                apiVersion: apiVersion,
                shopCurrency: shopCurrency,
                shopZone: shopZone,
                settings: try JSONDecoder().decode(ShopSettings.self, from: Data(settings.utf8)),
                credentialsKind: credentialsKind,
                createdAt: createdAt,
                updatedAt: updatedAt,
                checkedAt: checkedAt
            )
        }
    }

    private static let columns: Statement = """
        code, domain, endpoint, enabled, name, plan, api_version, shop_currency, shop_zone, settings, credentials_kind, created_at,
        updated_at, checked_at
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
            INSERT INTO shop_shops (code, domain, endpoint, enabled, settings, credentials, credentials_kind, created_at, updated_at)
            VALUES (\(shop.code), \(shop.domain), \(shop.endpoint), \(shop.enabled), \(try Self.json(shop.settings)), \(sealed.bytes),
                    \(shop.credentialsKind), \(shop.createdAt), \(shop.updatedAt))
            """
        )
    }

    func update(_ shop: Shop) throws {
        try tx.execute(
            """
            UPDATE shop_shops SET domain = \(shop.domain), endpoint = \(shop.endpoint), enabled = \(shop.enabled), name = \(shop.name),
                plan = \(shop.plan), api_version = \(shop.apiVersion), shop_currency = \(shop.shopCurrency), shop_zone = \(shop.shopZone),
                settings = \(try Self.json(shop.settings)), updated_at = \(shop.updatedAt), checked_at = \(shop.checkedAt)
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

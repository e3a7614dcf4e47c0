public import Foundation
import Storage

/// The shops: adding, changing, removing them. Secrets go in and never come out again but to the client that sends them.
public struct Shops: Sendable {
    let database: Database
    let key: SecretKey
    let clients: ShopClients
    /// Where the installation is reached from outside.
    var publicURL: URL?

    /// Adds a shop. Nothing is sent: `test` looks whether Shopify lets us in.
    /// - Parameters:
    ///   - code: 1 to 20 letters, digits, `-`, `_`; made upper case.
    ///   - url: `https://name.myshopify.com`, or what the Admin's address bar shows.
    ///   - endpoint: stands in for the domain, for a sandbox or a proxy.
    /// - Throws: `ConnectorError` that names the argument or setting; `conflict` when the code is taken.
    @discardableResult
    public func add(
        _ code: String,
        url: String,
        credentials: ShopCredentials,
        endpoint: String? = nil,
        settings: [String: String] = [:]
    ) async throws -> Shop {
        let code = try ShopCode.validated(code)
        let domain = try ShopAddress.domain(url)
        let endpoint = try endpoint.map(ShopAddress.endpoint)
        try credentials.validate()
        var card = ShopSettings()
        try card.set(settings)
        let sealed = try SealedCredentials(credentials, shop: code, key: key)
        return try await database.write { [card] tx in
            let store = ShopStore(tx: tx)
            guard try store.find(code) == nil else {
                throw ConnectorError(.conflict, "There is a shop \(code) already.", record: code, field: "code")
            }
            let now = try tx.now()
            let shop = Shop(
                code: code,
                domain: domain,
                endpoint: endpoint,
                enabled: true,
                settings: card,
                credentialsKind: credentials.kind,
                createdAt: now,
                updatedAt: now
            )
            try store.insert(shop, sealed: sealed)
            return shop
        }
    }

    public func list() async throws -> [Shop] {
        try await database.read { try ShopStore(tx: $0).all() }
    }

    /// - Throws: `ConnectorError` `notFound`.
    public func show(_ code: String) async throws -> Shop {
        try await database.read { try ShopStore(tx: $0).existing(code) }
    }

    /// Changes settings of the card; `url` and `endpoint` (blank: none) may be changed too. All or nothing.
    @discardableResult
    public func set(_ code: String, _ changes: [String: String]) async throws -> Shop {
        var settings = changes
        let url = settings.removeValue(forKey: "url") ?? settings.removeValue(forKey: "domain")
        let endpoint = settings.removeValue(forKey: "endpoint")
        let domain = try url.map(ShopAddress.domain)
        let address = try endpoint.map { $0.isEmpty ? nil : try ShopAddress.endpoint($0) }
        let shop = try await change(code) { [settings] shop in
            try shop.settings.set(settings)
            if let domain { shop.domain = domain }
            if let address { shop.endpoint = address }
        }
        await clients.forget(shop.code)
        return shop
    }

    /// Replaces how the shop is entered.
    @discardableResult
    public func setCredentials(_ code: String, _ credentials: ShopCredentials) async throws -> Shop {
        try credentials.validate()
        let shop = try await show(code)
        let sealed = try SealedCredentials(credentials, shop: shop.code, key: key)
        try await database.write { tx in
            try ShopStore(tx: tx).setCredentials(shop.code, sealed, kind: credentials.kind, at: try tx.now())
            // News of an earlier installation's end does not concern this one; its webhooks are to be looked after at once.
            try tx.execute("UPDATE shop_shops SET enabled_at = \(try tx.now()), maintained_at = NULL WHERE code = \(shop.code)")
        }
        await clients.forget(shop.code)
        return try await show(code)
    }

    @discardableResult
    public func enable(_ code: String) async throws -> Shop {
        let now = Date()
        return try await change(code) { shop in
            shop.enabled = true
            shop.disabledReason = nil
            shop.enabledAt = now
        }
    }

    /// A disabled shop's tasks end before anything is sent.
    @discardableResult
    public func disable(_ code: String) async throws -> Shop { try await change(code) { $0.enabled = false } }

    /// Removes the shop and everything that was imported from it. Documents in the back office stay.
    public func remove(_ code: String) async throws {
        let shop = try await show(code)
        try await database.write { try ShopStore(tx: $0).delete(shop.code) }
        await clients.forget(shop.code)
    }

    /// Lets a task read again what changed since an instant, or everything.
    /// - Parameter task: its name or number.
    public func resetCursor(_ code: String, task: String, to instant: Date? = nil) async throws {
        let shop = try await show(code)
        guard let name = TaskName(task)?.rawValue else {
            throw ConnectorError(
                .notFound,
                "There is no task \(task) with a cursor. `tasks list` shows the tasks.",
                record: task,
                field: "task"
            )
        }
        try await database.write { tx in
            try SyncCursor(tx: tx, shop: shop.code, task: name).reset(to: instant)
            if name == TaskName.syncOrders.rawValue { try OrderBulkStore(tx: tx, shop: shop.code).forget() }
        }
    }

    /// The secret that the shop's webhooks are signed with; nil when the shop is entered by a static token.
    public func webhookSecret(_ code: String) async throws -> String? {
        let shop = try await show(code)
        return try await credentials(of: shop.code).webhookSecret
    }

    func credentials(of code: String) async throws -> ShopCredentials {
        let sealed = try await database.read { try ShopStore(tx: $0).credentials(code) }
        guard let sealed else { throw ConnectorError(.notFound, "There is no shop \(code).", record: code, field: "shop") }
        return try sealed.open(shop: code, key: key)
    }

    func change(_ code: String, _ body: @escaping @Sendable (inout Shop) throws -> Void) async throws -> Shop {
        try await database.write { tx in
            let store = ShopStore(tx: tx)
            var shop = try store.existing(code)
            try body(&shop)
            shop.updatedAt = try tx.now()
            try store.update(shop)
            return shop
        }
    }
}

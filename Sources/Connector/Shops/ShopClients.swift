import Foundation
import Logging
import ShopifyAdmin
import Storage

/// The Admin API clients of all shops in this process: one a shop, so that every run of a shop shares its cost bucket, its token and what
/// was learned about batch sizes.
actor ShopClients {
    /// What a client was made from; another shop card means another client.
    private struct Origin: Equatable {
        var domain: String
        var endpoint: String?
        var sealed: SealedCredentials
    }

    private let database: Database
    private let key: SecretKey
    nonisolated let transport: any AdminTransport
    private let buckets: CostBuckets
    nonisolated let time: AdminTime
    private let logger: Logger
    private let pauses = ShopPauses()
    private var clients: [String: (origin: Origin, client: AdminClient)] = [:]

    init(database: Database, key: SecretKey, transport: any AdminTransport, time: AdminTime, logger: Logger) {
        self.database = database
        self.key = key
        self.transport = transport
        self.time = time
        self.logger = logger
        buckets = CostBuckets(time: time)
    }

    /// The shop's client, seen by `observer`, with mutations refused unless the shop card allows them.
    /// - Parameter isScheduled: it gives up sooner when it is throttled, because it comes again.
    func client(of shop: Shop, observer: (any AdminRequestObserver)?, isScheduled: Bool = false) async throws -> AdminClient {
        var configuration = AdminClientConfiguration(allowsMutations: shop.settings.allowDataSync)
        if isScheduled { configuration.retry.throttledFor = ShopPauses.patience }
        return try await shared(shop).with(observer: observer, configuration: configuration)
    }

    func pause(of code: String) -> Duration? { pauses.left(of: code, now: time.now()) }
    func throttled(_ code: String) -> Duration { pauses.throttled(code, now: time.now()) }
    func worked(_ code: String) { pauses.worked(code) }

    /// The shop's bucket as Shopify last told; without figures until it has.
    func budget(of code: String) async -> ShopBudget {
        guard let bucket = clients[code]?.client.bucket, await bucket.isKnown else { return ShopBudget(shop: code) }
        let status = await bucket.status
        return ShopBudget(
            shop: code,
            available: Int(status.currentlyAvailable),
            maximum: Int(status.maximumAvailable),
            restoreRate: Int(status.restoreRate),
            waiting: await bucket.waiting
        )
    }

    func forget(_ code: String) { clients[code] = nil }

    private func shared(_ shop: Shop) async throws -> AdminClient {
        let sealed = try await database.read { try ShopStore(tx: $0).credentials(shop.code) }
        guard let sealed else { throw ConnectorError(.notFound, "There is no shop \(shop.code).", record: shop.code, field: "shop") }
        let origin = Origin(domain: shop.domain, endpoint: shop.endpoint, sealed: sealed)
        if let known = clients[shop.code], known.origin == origin { return known.client }
        let endpoint = AdminEndpoint(shop: shop.domain, base: shop.endpoint)
        let credentials = try sealed.open(shop: shop.code, key: key)
        let client = AdminClient(
            endpoint: endpoint,
            credentials: tokens(credentials, endpoint, shop.code),
            transport: transport,
            bucket: buckets.bucket(for: endpoint),
            time: time,
            logger: logger
        )
        clients[shop.code] = (origin, client)
        return client
    }

    private func tokens(_ credentials: ShopCredentials, _ endpoint: AdminEndpoint, _ code: String) -> any AdminCredentials {
        let source = TokenEndpoint(endpoint, transport: transport, time: time)
        switch credentials {
        case .token(let token), .signedToken(let token, _): return StaticToken(token)
        case .clientCredentials(let id, let secret):
            return RenewedToken(.clientCredentials(id: id, secret: secret), from: source, time: time)
        case .authorization(let id, let secret, let access, let refresh, let expires):
            let token = AdminToken(access, expiresAt: expires, refreshToken: refresh)
            let grant = TokenGrant.refresh(id: id, secret: secret, refreshToken: refresh)
            return RenewedToken(grant, from: source, token: token, time: time) { [database, key, logger] token in
                // The refresh token rotates: what is not stored before its use is lost with the process.
                let next = ShopCredentials.authorization(
                    clientID: id,
                    clientSecret: secret,
                    accessToken: token.value,
                    refreshToken: token.refreshToken ?? refresh,
                    expires: token.expiresAt ?? .distantFuture
                )
                do {
                    let sealed = try SealedCredentials(next, shop: code, key: key)
                    try await database.write { tx in
                        try ShopStore(tx: tx).setCredentials(code, sealed, kind: next.kind, at: try tx.now())
                    }
                } catch {
                    logger.error("A renewed token could not be stored", metadata: ["shop": "\(code)", "error": "\(error)"])
                }
            }
        }
    }
}

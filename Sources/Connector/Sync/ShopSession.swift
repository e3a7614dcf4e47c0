import Foundation
import JobQueue
import Logging
import ShopifyAdmin

/// A run's way to its shop: the card as it stood at the start, the client whose requests are counted into the run.
struct ShopSession: Sendable {
    let shop: Shop
    let client: AdminClient
    let scope: RequestScope

    /// - Throws: `ConnectorError` `notFound` or `shopDisabled`.
    static func open(_ code: String?, _ connector: Connector, _ sink: any RunSink) async throws -> ShopSession {
        guard let code else { throw ConnectorError(.invalidValue, "The task needs a shop.", field: "shop") }
        let shop = try await connector.shops.show(code)
        guard shop.enabled else {
            throw ConnectorError(
                .shopDisabled,
                "Shop \(shop.code) is disabled\(shop.disabledReason.map { " (\($0))" } ?? ""): `shop enable \(shop.code)` lets its tasks run.",
                record: shop.code
            )
        }
        let scope = RequestScope(shop: shop.code, level: shop.settings.logLevel, run: sink.run) { added in
            sink.count(.requests, by: added.requests)
            sink.count(.points, by: added.points)
        }
        return ShopSession(shop: shop, client: try await connector.shops.clients.client(of: shop, observer: scope), scope: scope)
    }

    /// - Throws: a permanent failure when the shop card does not allow data to be sent: nothing has left then.
    func requireDataSync() throws {
        guard !shop.settings.allowDataSync else { return }
        throw PermanentFailure(
            ConnectorError(
                .dataSyncNotAllowed,
                "Shop \(shop.code) does not allow data sync to Shopify: `shop set \(shop.code) allowDataSync=true` allows it.",
                record: shop.code,
                field: "allowDataSync"
            )
        )
    }

    /// Runs the body and keeps the activity log, however it ends.
    func logged<T: Sendable>(_ log: ActivityLog, _ logger: Logger, _ body: () async throws -> T) async throws -> T {
        do {
            let result = try await body()
            await store(log, logger)
            return result
        } catch {
            await store(log, logger)
            throw error
        }
    }

    private func store(_ log: ActivityLog, _ logger: Logger) async {
        do {
            try await log.store(scope.take())
        } catch {
            logger.warning("The activity log could not be written", metadata: ["error": "\(error)"])
        }
    }
}

import Foundation
import JobQueue
import Logging
import ShopifyAdmin

/// A run's way to its shop: the card as it stood at the start, the client whose requests are counted into the run.
struct ShopSession: Sendable {
    let shop: Shop
    let client: AdminClient
    let scope: RequestScope
    /// What a throttled run is told to do; nil for a run that a person waits for.
    private var pauses: (@Sendable () async -> Duration)?
    /// Told that the shop answers.
    private(set) var worked: @Sendable () async -> Void = {}

    private init(shop: Shop, client: AdminClient, scope: RequestScope) {
        self.shop = shop
        self.client = client
        self.scope = scope
    }

    /// - Throws: `ConnectorError` `notFound` or `shopDisabled`; `RetryLater` for a scheduled run of a shop that is left alone because it
    ///   throttles us.
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
        let scope = RequestScope(shop: shop.code, level: shop.settings.logLevel, run: sink.run, onWait: { sink.waits($0) }) { added in
            sink.count(.requests, by: added.requests)
            sink.count(.points, by: added.points)
        }
        let clients = connector.shops.clients
        if sink.isRecurring, let left = await clients.pause(of: shop.code) {
            let why = "Shop \(shop.code) throttles every request: it is left alone for \(left.components.seconds + 1) s more."
            throw RetryLater(after: left, cause: ConnectorError(.shopThrottled, why, record: shop.code))
        }
        let client = try await clients.client(of: shop, observer: scope, isScheduled: sink.isRecurring)
        var session = ShopSession(shop: shop, client: client, scope: scope)
        if sink.isRecurring { session.pauses = { await clients.throttled(shop.code) } }
        session.worked = { await clients.worked(shop.code) }
        return session
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

    /// Runs a task's work within its frame.
    func framed<T: Sendable>(
        _ task: TaskName?,
        _ connector: Connector,
        _ context: JobContext,
        _ body: () async throws -> T
    ) async throws -> T {
        try await TaskFrame(task: task, session: self, connector: connector, context: context).run(body)
    }

    /// What the job queue is to do about a failure: nothing more when only a person can mend it, wait when the shop throttles a schedule.
    func judged(_ error: any Error) async -> any Error {
        guard let admin = error as? AdminError else { return error }
        if admin.needsPerson { return PermanentFailure(admin) }
        if let pauses, admin.code == .throttled { return RetryLater(after: await pauses(), cause: admin) }
        return error
    }

    /// Keeps the activity log.
    func kept(_ log: ActivityLog, _ logger: Logger) async {
        do {
            try await log.store(scope.take())
        } catch {
            logger.warning("The activity log could not be written", metadata: ["error": "\(error)"])
        }
    }
}

import Foundation
import JobQueue
import Logging
import ShopifyAdmin
import Storage

/// Tells the shop what became of its orders: our document's number as a custom attribute, and archiving. Each was recorded as an intent
/// with the document; what a killed run left is done by the next one, and a lost answer does no harm, because both set a state.
///
/// Orders are looked at right before they are written to. One that nobody else has touched since it was imported is marked, so that its
/// new update time does not bring it back; all others come back with the next import. (Between look and write pass milliseconds: a
/// change in that gap of a field that `Admin.OrderDigest` has not would only be seen with the order's next change.)
struct OrderWriteBack {
    let session: ShopSession
    let database: Database
    let sink: any RunSink

    private static let page = 250
    private var shop: String { session.shop.code }

    /// An order as it stands in the shop now, and whether it is as we imported it.
    private struct Target {
        var attributes: [OrderAttribute]
        var isUntouched: Bool
    }

    /// - Parameter retryAll: what failed before is sent again though its pause is not over.
    func run(retryAll: Bool = false) async throws {
        guard session.shop.settings.allowDataSync else { return }
        let start = retryAll ? Date() : nil
        while true {
            try sink.checkCancellation()
            let intents = try await database.read { [shop] tx in
                try IntentStore(tx: tx, shop: shop).due([.documentNumber, .archive], all: start, limit: Self.page)
            }
            guard !intents.isEmpty else { return }
            sink.page(of: "orders to write back", intents.count)
            let targets = try await targets(Array(Set(intents.map(\.record))))
            let missing = intents.filter { targets[$0.record] == nil }.map(\.intent)
            try await sink.write { [shop] tx in try IntentStore(tx: tx, shop: shop).done(missing, result: "the order is gone") }
            let left = intents.filter { targets[$0.record] != nil }
            let numbers = left.filter { $0.kind == .documentNumber }
            try await session.client.batch(numbers.map { Admin.OrderUpdate(input: input($0, targets)) }) { outcomes in
                let results = outcomes.map { (numbers[$0.index], $0.result.map { $0.orderUpdate?.order }) }
                try await settle(results, targets)
            }
            let archives = left.filter { $0.kind == .archive }
            let closes = archives.map { Admin.OrderClose(input: Admin.OrderCloseInput(id: $0.record)) }
            try await session.client.batch(closes) { outcomes in
                let results = outcomes.map { (archives[$0.index], $0.result.map { $0.orderClose?.order }) }
                try await settle(results, targets)
            }
        }
    }

    private func targets(_ ids: [String]) async throws -> [String: Target] {
        let known = try await database.read { [shop] tx in try OrderStore(tx: tx, shop: shop).known(ids) }
        var found: [String: Target] = [:]
        for node in try await session.client.hydrated(Admin.OrderStatesByIDs(ids: ids)) {
            if case .failed(let error) = node.outcome { throw error }
            guard let state = node.node else { continue }
            found[node.id] = Target(
                attributes: state.customAttributes.map(OrderAttribute.init),
                isUntouched: known[node.id]?.updatedAt == state.updatedAt
            )
        }
        return found
    }

    /// Keeps what became of one request's writes. Those that failed on the way stay pending: both set a state and may be sent again.
    private func settle(_ results: [(Intent, Result<Admin.OrderDigest?, AdminError>)], _ before: [String: Target]) async throws {
        let now = Date()
        try await sink.write { [shop] tx in
            let intents = IntentStore(tx: tx, shop: shop)
            let orders = OrderStore(tx: tx, shop: shop)
            let skipped = SkippedStore(tx: tx, shop: shop, task: .processOrders)
            let names = try orders.names(results.map { $0.0.record })
            func failed(_ intent: Intent, _ failure: Failure) throws {
                try intents.failed(intent.intent, failure)
                try skipped.park(intent.intent, name: "Write-back to \(names[intent.record] ?? intent.record)", failure)
            }
            for (intent, result) in results {
                switch result {
                case .success(let digest?):
                    try intents.done([intent.intent])
                    try skipped.clear([intent.intent])
                    guard before[intent.record]?.isUntouched == true,
                        try orders.known([intent.record])[intent.record]?.digest == digest.digest
                    else { continue }
                    try orders.wrote(intent.record, updatedAt: digest.updatedAt, digest: digest.digest, at: now, closedAt: digest.closedAt)
                case .success(nil):
                    try failed(intent, Failure(reason: "Shopify answered without the order.", code: "unexpectedAnswer"))
                case .failure(let error): try failed(intent, Failure(error))
                }
            }
        }
        for (intent, result) in results {
            guard case .failure(let error) = result else { continue }
            sink.logger.warning("An order could not be written back", metadata: ["order": "\(intent.record)", "error": "\(error)"])
            sink.count(.failed, by: 1)
        }
    }

    private func input(_ intent: Intent, _ targets: [String: Target]) -> Admin.OrderInput {
        // The list is replaced as a whole: what others attached goes with it.
        let attributes = targets[intent.record].map { self.attributes(intent, $0) } ?? []
        return Admin.OrderInput(
            id: intent.record,
            customAttributes: attributes.map { Admin.AttributeInput(key: $0.key, value: $0.value) }
        )
    }

    private func attributes(_ intent: Intent, _ target: Target) -> [OrderAttribute] {
        let others = target.attributes.filter { $0.key != ShopOrder.documentAttribute }
        return others + [OrderAttribute(key: ShopOrder.documentAttribute, value: intent.payload)]
    }
}

extension OrderStore {
    /// What people call the orders.
    func names(_ ids: [String]) throws -> [String: String] {
        var found: [String: String] = [:]
        for row in try tx.rows("SELECT id, name FROM connector_orders WHERE shop = \(shop) AND id IN \(list: ids)") {
            found[try row.get("id")] = try row.get("name", as: String.self)
        }
        return found
    }
}

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

    func run() async throws {
        guard session.shop.settings.allowDataSync else { return }
        while true {
            try sink.checkCancellation()
            let intents = try await database.read { [shop] tx in
                try IntentStore(tx: tx, shop: shop).due([.documentNumber, .archive], limit: Self.page)
            }
            guard !intents.isEmpty else { return }
            var targets = try await targets(Array(Set(intents.map(\.record))))
            for intent in intents {
                try sink.checkCancellation()
                try await carryOut(intent, &targets)
            }
        }
    }

    private func targets(_ ids: [String]) async throws -> [String: Target] {
        let known = try await database.read { [shop] tx in try OrderStore(tx: tx, shop: shop).known(ids) }
        var found: [String: Target] = [:]
        for node in try await session.client.hydrated(Admin.OrderStatesByIDs(ids: ids)) {
            guard let state = node.node else { continue }
            found[node.id] = Target(
                attributes: state.customAttributes.map(OrderAttribute.init),
                isUntouched: known[node.id]?.updatedAt == state.updatedAt
            )
        }
        return found
    }

    private func carryOut(_ intent: Intent, _ targets: inout [String: Target]) async throws {
        guard let target = targets[intent.record] else {
            try await sink.write { [shop] tx in try IntentStore(tx: tx, shop: shop).done([intent.intent], result: "the order is gone") }
            return
        }
        do {
            guard let digest = try await send(intent, target) else {
                throw ConnectorError(.unexpectedAnswer, "Shopify answered without the order.", record: intent.record)
            }
            let now = Date()
            try await sink.write { [shop] tx in
                try IntentStore(tx: tx, shop: shop).done([intent.intent])
                let orders = OrderStore(tx: tx, shop: shop)
                if target.isUntouched, try orders.known([intent.record])[intent.record]?.digest == digest.digest {
                    try orders.wrote(intent.record, updatedAt: digest.updatedAt, digest: digest.digest, at: now, closedAt: digest.closedAt)
                }
            }
            targets[intent.record] = Target(attributes: attributes(intent, target), isUntouched: target.isUntouched)
        } catch let error as AdminError where !error.isTransient {
            try await park(intent, Failure(error))
        } catch let error as ConnectorError {
            try await park(intent, Failure(error))
        }
    }

    private func send(_ intent: Intent, _ target: Target) async throws -> Admin.OrderDigest? {
        switch intent.kind {
        case .documentNumber:
            // The list is replaced as a whole: what others attached goes with it.
            let attributes = attributes(intent, target).map { Admin.AttributeInput(key: $0.key, value: $0.value) }
            let input = Admin.OrderInput(id: intent.record, customAttributes: attributes)
            return try await session.client.execute(Admin.OrderUpdate(input: input)).data.orderUpdate?.order
        case .archive:
            let input = Admin.OrderCloseInput(id: intent.record)
            return try await session.client.execute(Admin.OrderClose(input: input)).data.orderClose?.order
        case .document: return nil
        }
    }

    private func attributes(_ intent: Intent, _ target: Target) -> [OrderAttribute] {
        guard intent.kind == .documentNumber else { return target.attributes }
        let others = target.attributes.filter { $0.key != ShopOrder.documentAttribute }
        return others + [OrderAttribute(key: ShopOrder.documentAttribute, value: intent.payload)]
    }

    private func park(_ intent: Intent, _ failure: Failure) async throws {
        sink.logger.warning("An order could not be written back", metadata: ["order": "\(intent.record)", "error": "\(failure.reason)"])
        sink.count(.failed, by: 1)
        try await sink.write { [shop] tx in try IntentStore(tx: tx, shop: shop).failed(intent.intent, failure) }
    }
}

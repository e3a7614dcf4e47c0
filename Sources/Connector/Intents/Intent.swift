import Foundation
import Storage

/// An effect on the outside that is to happen once: recorded with the change that asks for it, before any request leaves. What a killed
/// run left pending, the next one finishes.
struct Intent: Sendable, Decodable, Equatable {
    /// What is to be done.
    enum Kind: String, Sendable, Decodable {
        /// Our document's number, written to the shop's order.
        case documentNumber
        /// The order is archived in the shop.
        case archive
        /// A sales document in the back office.
        case document
        /// A new product is published to the online store.
        case publish
    }

    /// The idempotency key: unique in the shop.
    var intent: String
    var kind: Kind
    /// The record it is about, by Shopify's id.
    var record: String
    /// What the effect needs, as text.
    var payload: String
    var attempts: Int
    var error: String?
}

struct IntentStore {
    let tx: Transaction
    let shop: String

    /// Records an intent; one with this key that is pending or done stays as it is.
    func record(_ kind: Intent.Kind, key: String, record: String, payload: String) throws {
        let now = try tx.now()
        try tx.execute(
            """
            INSERT INTO connector_intents (shop, intent, kind, record, payload, state, attempts, next_try, created_at, updated_at)
            VALUES (\(shop), \(key), \(kind.rawValue), \(record), \(payload), 'pending', 0, \(now), \(now), \(now))
            ON CONFLICT (shop, intent) DO NOTHING
            """
        )
    }

    /// What is pending and due, oldest first.
    /// - Parameter all: whatever was last tried before that instant is due as well, though its pause is not over.
    func due(_ kinds: [Intent.Kind], all before: Date? = nil, limit: Int) throws -> [Intent] {
        let now = try tx.now()
        let time: Statement = before.map { "(next_try <= \(now) OR updated_at < \($0))" } ?? "next_try <= \(now)"
        return try tx.all(
            Intent.self,
            """
            SELECT intent, kind, record, payload, attempts, error FROM connector_intents
            WHERE shop = \(shop) AND kind IN \(list: kinds.map(\.rawValue)) AND state = 'pending' AND \(time)
            ORDER BY next_try, intent LIMIT \(limit)
            """
        )
    }

    func done(_ keys: [String], result: String = "") throws {
        guard !keys.isEmpty else { return }
        try tx.execute(
            """
            UPDATE connector_intents SET state = 'done', error = NULL, result = \(result), attempts = attempts + 1,
                updated_at = \(try tx.now())
            WHERE shop = \(shop) AND intent IN \(list: keys)
            """
        )
    }

    /// It did not happen: once more after a pause that grows.
    func failed(_ key: String, _ failure: Failure) throws {
        let now = try tx.now()
        let attempts = try tx.value(Int.self, "SELECT attempts FROM connector_intents WHERE shop = \(shop) AND intent = \(key)") ?? 0
        try tx.execute(
            """
            UPDATE connector_intents SET error = \(failure.reason), attempts = attempts + 1,
                next_try = \(now.addingTimeInterval(SkippedRecord.delay(afterAttempts: attempts + 1))), updated_at = \(now)
            WHERE shop = \(shop) AND intent = \(key)
            """
        )
    }
}

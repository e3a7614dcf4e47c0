import Foundation
import Storage

/// Connections to shops that were begun and not finished: each belongs to the administrator who began it, counts once, and ends after ten
/// minutes. What is stored cannot be used to finish one.
struct ConnectStates: Sendable {
    let database: Database
    private static let life: TimeInterval = 600

    /// The state of a new one: goes to Shopify and comes back.
    func begin(shop: String, user: String) async throws -> String {
        let state = RandomSecret.make()
        let hash = RandomSecret.hash(state)
        try await database.write { tx in
            let now = try tx.now()
            try tx.execute("DELETE FROM web_connects WHERE expires_at < \(now)")
            try tx.execute(
                """
                INSERT INTO web_connects (hash, shop, user_name, expires_at)
                VALUES (\(hash), \(shop), \(user), \(now.addingTimeInterval(Self.life)))
                """
            )
        }
        return state
    }

    /// The shop of a state, used up; nil when there is none of this user's.
    func finish(_ state: String, user: String) async throws -> String? {
        guard state.utf8.count <= 100 else { return nil }
        let hash = RandomSecret.hash(state)
        return try await database.write { tx in
            try tx.first(
                "DELETE FROM web_connects WHERE hash = \(hash) AND user_name = \(user) AND expires_at > \(try tx.now()) RETURNING shop"
            )?.get("shop")
        }
    }
}

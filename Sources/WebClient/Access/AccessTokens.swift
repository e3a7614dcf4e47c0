import Foundation
public import Storage

/// The API tokens: 256 random bits each, kept as SHA-256.
///
/// A plain hash is enough here because the secret is random: there is nothing to guess that a slow hash would protect.
/// A look-up goes by the hash, so its time says nothing about a nearly right token.
public struct AccessTokens: Sendable {
    private let database: Database
    /// How stale `lastUsedAt` may be, in seconds; a token used for every request must not write for every request.
    private static let usageResolution: TimeInterval = 60

    public init(database: Database) {
        self.database = database
    }

    /// Makes a token and answers its secret, which nobody can read again.
    ///
    /// - Throws: `AccessError` with `nameTaken` when a token of this name exists, `invalidName` when the name is blank or longer than 100.
    public func create(name: String, role: Role) async throws -> (token: AccessToken, secret: String) {
        let name = name.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !name.isEmpty, name.count <= 100 else {
            throw AccessError(.invalidName, "A token needs a name of 1 to 100 characters.")
        }
        let secret = Self.prefix + RandomSecret.make()
        let hash = RandomSecret.hash(secret)
        let created = try await database.write { transaction -> Date in
            let now = try transaction.now()
            let changed = try transaction.execute(
                """
                INSERT INTO web_tokens (name, role, hash, created_at) VALUES (\(name), \(role.rawValue), \(hash), \(now))
                ON CONFLICT (name) DO NOTHING
                """
            )
            guard changed == 1 else {
                throw AccessError(.nameTaken, "There is a token “\(name)” already; revoke it first or choose another name.")
            }
            return now
        }
        return (AccessToken(name: name, role: role, createdAt: created, lastUsedAt: nil), secret)
    }

    /// All tokens by name.
    public func list() async throws -> [AccessToken] {
        try await database.read { transaction in
            try transaction.rows("SELECT name, role, created_at, last_used_at FROM web_tokens ORDER BY name").map(Self.token)
        }
    }

    /// Ends a token at once.
    ///
    /// - Throws: `AccessError` with `notFound`.
    public func revoke(name: String) async throws {
        let changed = try await database.write { try $0.execute("DELETE FROM web_tokens WHERE name = \(name)") }
        guard changed == 1 else { throw AccessError(.notFound, "There is no token “\(name)”.") }
    }

    /// Who holds this secret; nil when nobody does.
    public func principal(secret: String) async throws -> Principal? {
        guard secret.hasPrefix(Self.prefix), secret.utf8.count <= 200 else { return nil }
        let hash = RandomSecret.hash(secret)
        let found = try await database.read { transaction in
            try transaction.first("SELECT name, role, last_used_at FROM web_tokens WHERE hash = \(hash)").map {
                (
                    name: try $0.get("name", as: String.self), role: try $0.get("role", as: String.self),
                    used: try $0.get("last_used_at", as: Date?.self)
                )
            }
        }
        guard let found, let role = Role(rawValue: found.role) else { return nil }
        if Date.now.timeIntervalSince(found.used ?? .distantPast) > Self.usageResolution {
            _ = try await database.write { transaction in
                try transaction.execute("UPDATE web_tokens SET last_used_at = \(try transaction.now()) WHERE hash = \(hash)")
            }
        }
        return Principal(name: found.name, role: role, proof: .token)
    }

    private static let prefix = "br_"

    private static func token(_ row: Row) throws -> AccessToken {
        AccessToken(
            name: try row.get("name"),
            role: Role(rawValue: try row.get("role")) ?? .viewer,
            createdAt: try row.get("created_at"),
            lastUsedAt: try row.get("last_used_at")
        )
    }
}

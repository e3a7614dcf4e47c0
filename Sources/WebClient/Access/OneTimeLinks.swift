import Foundation
public import Storage

/// Links that let somebody in once: the first administrator, or a user who came without a password. They live for an hour.
public struct OneTimeLinks: Sendable {
    let database: Database
    private static let life: TimeInterval = 3600

    public init(database: Database) {
        self.database = database
    }

    /// What a link stands for.
    enum Meaning: Sendable, Equatable {
        /// Its holder makes the first administrator.
        case firstAdministrator
        /// Its holder is this user.
        case user(String)
    }

    /// The path of a new link; nil user: for the first administrator.
    public func make(user: String? = nil) async throws -> String {
        let code = RandomSecret.make()
        let hash = RandomSecret.hash(code)
        try await database.write { transaction in
            let now = try transaction.now()
            try transaction.execute("DELETE FROM web_links WHERE expires_at < \(now)")
            try transaction.execute(
                "INSERT INTO web_links (hash, user_name, expires_at) VALUES (\(hash), \(user), \(now.addingTimeInterval(Self.life)))"
            )
        }
        return "/welcome?code=\(code)"
    }

    /// What a code stands for, without using it up.
    func look(_ code: String) async throws -> Meaning? {
        let hash = RandomSecret.hash(code)
        return try await database.read { transaction in
            try transaction.first("SELECT user_name FROM web_links WHERE hash = \(hash) AND expires_at > \(try transaction.now())").map(
                Self.meaning
            )
        }
    }

    /// Uses a code up; nil when it does not count (any more).
    func use(_ code: String) async throws -> Meaning? {
        let hash = RandomSecret.hash(code)
        return try await database.write { transaction in
            try transaction.first(
                "DELETE FROM web_links WHERE hash = \(hash) AND expires_at > \(try transaction.now()) RETURNING user_name"
            ).map(Self.meaning)
        }
    }

    private static func meaning(_ row: Row) throws -> Meaning {
        try row.get("user_name", as: String?.self).map(Meaning.user) ?? .firstAdministrator
    }
}

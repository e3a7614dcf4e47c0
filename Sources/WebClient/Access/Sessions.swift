import Foundation
public import Storage

/// Signed-in browsers. A session is found by the hash of its cookie; what is stored cannot be used to sign in.
///
/// It ends after 12 hours without a request and after 14 days in any case.
public struct Sessions: Sendable {
    let database: Database
    private static let idle: TimeInterval = 12 * 3600
    private static let longest: TimeInterval = 14 * 86_400
    private static let resolution: TimeInterval = 60

    public init(database: Database) {
        self.database = database
    }

    /// A session as a request finds it.
    struct Session: Sendable {
        let user: User
        /// What forms send back; a page of another origin cannot know it.
        let csrf: String
    }

    /// Begins a session and answers the cookie's value. Always a new one: what a browser brought along before signing in counts for nothing.
    func begin(_ user: String) async throws -> String {
        let secret = RandomSecret.make()
        let csrf = RandomSecret.make()
        let hash = RandomSecret.hash(secret)
        try await database.write { transaction in
            let now = try transaction.now()
            try transaction.execute(
                "DELETE FROM web_sessions WHERE seen_at < \(now.addingTimeInterval(-Self.idle)) OR created_at < \(now.addingTimeInterval(-Self.longest))"
            )
            try transaction.execute(
                "INSERT INTO web_sessions (hash, user_name, csrf, created_at, seen_at) VALUES (\(hash), \(user), \(csrf), \(now), \(now))"
            )
        }
        return secret
    }

    /// The session of a cookie; nil when there is none or it has ended.
    func find(_ secret: String) async throws -> Session? {
        guard secret.utf8.count <= 100 else { return nil }
        let hash = RandomSecret.hash(secret)
        let found = try await database.read { transaction -> (Session, isStale: Bool)? in
            let row = try transaction.first(
                """
                SELECT u.name, u.role, u.language, u.created_at, u.deactivated_at, s.csrf, s.seen_at, s.created_at AS began FROM web_sessions s
                JOIN web_users u ON u.name = s.user_name WHERE s.hash = \(hash)
                    AND u.deactivated_at IS NULL
                """
            )
            guard let row else { return nil }
            let now = try transaction.now()
            let seen = try row.get("seen_at", as: Date.self)
            guard now.timeIntervalSince(seen) < Self.idle, now.timeIntervalSince(try row.get("began")) < Self.longest else { return nil }
            return (Session(user: try Users.user(row), csrf: try row.get("csrf")), now.timeIntervalSince(seen) > Self.resolution)
        }
        guard let found else { return nil }
        if found.isStale {
            _ = try await database.write { try $0.execute("UPDATE web_sessions SET seen_at = \(try $0.now()) WHERE hash = \(hash)") }
        }
        return found.0
    }

    /// Ends a session.
    func end(_ secret: String) async throws {
        let hash = RandomSecret.hash(secret)
        _ = try await database.write { try $0.execute("DELETE FROM web_sessions WHERE hash = \(hash)") }
    }
}

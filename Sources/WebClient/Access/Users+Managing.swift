public import Foundation
import Storage

/// What administrators do with users.
extension Users {
    /// The user of this name; nil when there is none.
    public func find(_ name: String) async throws -> User? {
        try await database.read { try Self.find(name, $0) }
    }

    /// When each user was last seen in a session that has not ended.
    public func lastSeen() async throws -> [String: Date] {
        try await database.read { transaction in
            var seen: [String: Date] = [:]
            for row in try transaction.rows("SELECT user_name, MAX(seen_at) AS seen FROM web_sessions GROUP BY user_name") {
                seen[try row.get("user_name")] = try row.get("seen", as: Date.self)
            }
            return seen
        }
    }

    /// Whether the user can sign in by a password, not by a one-time link only.
    public func hasPassword(_ name: String) async throws -> Bool {
        try await database.read {
            try $0.value(Int.self, "SELECT COUNT(*) FROM web_users WHERE name = \(name) AND password IS NOT NULL") ?? 0
        } > 0
    }

    /// - Throws: `AccessError` `notFound`; `lastAdministrator`.
    public func setRole(_ name: String, _ role: Role) async throws {
        try await database.write { transaction in
            let user = try Self.existing(name, transaction)
            if role != .administrator { try Self.checkOthers(user, transaction) }
            try transaction.execute("UPDATE web_users SET role = \(role.rawValue) WHERE name = \(user.name)")
        }
    }

    /// Lets somebody in again, or no longer: then his sessions and links end at once.
    ///
    /// - Throws: `AccessError` `notFound`; `lastAdministrator`.
    public func setActive(_ name: String, _ isActive: Bool) async throws {
        try await database.write { transaction in
            let user = try Self.existing(name, transaction)
            guard isActive != user.isActive else { return }
            if isActive {
                try transaction.execute("UPDATE web_users SET deactivated_at = NULL, failed_sign_ins = 0 WHERE name = \(user.name)")
                return
            }
            try Self.checkOthers(user, transaction)
            try transaction.execute("UPDATE web_users SET deactivated_at = \(try transaction.now()) WHERE name = \(user.name)")
            try transaction.execute("DELETE FROM web_sessions WHERE user_name = \(user.name)")
            try transaction.execute("DELETE FROM web_links WHERE user_name = \(user.name)")
        }
    }

    private static func existing(_ name: String, _ transaction: Transaction) throws -> User {
        guard let user = try find(name, transaction) else { throw AccessError(.notFound, "There is no user “\(name)”.") }
        return user
    }

    /// Somebody must stay who can let others in.
    static func checkOthers(_ user: User, _ transaction: Transaction) throws {
        guard user.role == .administrator, user.isActive else { return }
        let others = try transaction.value(
            Int.self,
            "SELECT COUNT(*) FROM web_users WHERE role = 'administrator' AND deactivated_at IS NULL AND name <> \(user.name)"
        )
        guard others ?? 0 > 0 else {
            throw AccessError(.lastAdministrator, "“\(user.name)” is the only administrator; make another one first.")
        }
    }
}

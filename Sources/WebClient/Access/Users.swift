import Foundation
public import Storage

/// The people who sign in to the pages.
///
/// After five wrong passwords a name has to wait, 1 s doubling to 5 min; a name that does not exist takes as long to refuse as one that does.
public struct Users: Sendable {
    let database: Database
    private static let freeTries = 5
    private static let longestWait: TimeInterval = 300
    static let shortestPassword = 10
    static let columns: Statement = "name, role, language, created_at, deactivated_at"

    public init(database: Database) {
        self.database = database
    }

    /// Adds somebody.
    ///
    /// - Parameter password: nil for somebody who comes in by a one-time link only.
    /// - Throws: `AccessError`: `nameTaken`, `invalidName`, `weakPassword`.
    @discardableResult
    public func add(_ name: String, role: Role, password: String?) async throws -> User {
        let name = try Self.checked(name)
        let hash = try await Self.hash(password)
        return try await database.write { transaction in
            let now = try transaction.now()
            let changed = try transaction.execute(
                """
                INSERT INTO web_users (name, role, password, created_at) VALUES (\(name), \(role.rawValue), \(hash), \(now))
                ON CONFLICT (name) DO NOTHING
                """
            )
            guard changed == 1 else { throw AccessError(.nameTaken, "There is a user “\(name)” already.") }
            return User(name: name, role: role, language: nil, createdAt: now)
        }
    }

    /// Everybody by name.
    public func list() async throws -> [User] {
        try await database.read { try $0.rows("SELECT \(Self.columns) FROM web_users ORDER BY name").map(Self.user) }
    }

    /// Whether nobody can sign in yet.
    public func isEmpty() async throws -> Bool {
        try await database.read { try $0.value(Int.self, "SELECT COUNT(*) FROM web_users") ?? 0 } == 0
    }

    /// Removes somebody; his sessions end at once.
    ///
    /// - Throws: `AccessError` `notFound`; `lastAdministrator`.
    public func remove(_ name: String) async throws {
        try await database.write { transaction in
            guard let user = try Self.find(name, transaction) else { throw AccessError(.notFound, "There is no user “\(name)”.") }
            try Self.checkOthers(user, transaction)
            try transaction.execute("DELETE FROM web_users WHERE name = \(name)")
        }
    }

    /// Sets a new password; sessions of the old one end.
    public func setPassword(_ name: String, _ password: String) async throws {
        let hash = try await Self.hash(password)
        try await database.write { transaction in
            let changed = try transaction.execute("UPDATE web_users SET password = \(hash), failed_sign_ins = 0 WHERE name = \(name)")
            guard changed == 1 else { throw AccessError(.notFound, "There is no user “\(name)”.") }
            try transaction.execute("DELETE FROM web_sessions WHERE user_name = \(name)")
        }
    }

    public func setLanguage(_ name: String, _ language: PageLanguage) async throws {
        _ = try await database.write { try $0.execute("UPDATE web_users SET language = \(language.rawValue) WHERE name = \(name)") }
    }

    /// The user whose name and password these are; nil when they are not.
    ///
    /// - Throws: `AccessError` `tooManyTries` with the seconds to wait.
    func signIn(_ name: String, _ password: String) async throws -> User? {
        let name = name.trimmingCharacters(in: .whitespacesAndNewlines)
        // The try is counted before the password is looked at: tries side by side count too.
        let found = try await database.write { transaction -> (user: User, hash: String?)? in
            guard let row = try transaction.first("SELECT * FROM web_users WHERE name = \(name)\(forUpdate: ())") else { return nil }
            let now = try transaction.now()
            let failed = try row.get("failed_sign_ins", as: Int.self)
            if failed >= Self.freeTries, let last = try row.get("failed_at", as: Date?.self) {
                let wait = min(Self.longestWait, pow(2, Double(failed - Self.freeTries))) - now.timeIntervalSince(last)
                if wait > 0 { throw AccessError(.tooManyTries, "Too many wrong passwords; try again in \(Int(wait.rounded(.up))) s.") }
            }
            try transaction.execute("UPDATE web_users SET failed_sign_ins = failed_sign_ins + 1, failed_at = \(now) WHERE name = \(name)")
            return (try Self.user(row), try row.get("password"))
        }
        guard let found, found.user.isActive, let hash = found.hash else {
            await PasswordHash.waste(password)
            return nil
        }
        guard try await PasswordHash.matches(password, hash) else { return nil }
        _ = try await database.write { try $0.execute("UPDATE web_users SET failed_sign_ins = 0 WHERE name = \(name)") }
        return found.user
    }

    static func find(_ name: String, _ transaction: Transaction) throws -> User? {
        try transaction.first("SELECT \(columns) FROM web_users WHERE name = \(name)").map(user)
    }

    static func user(_ row: Row) throws -> User {
        User(
            name: try row.get("name"),
            role: Role(rawValue: try row.get("role")) ?? .viewer,
            language: try row.get("language", as: String?.self).flatMap(PageLanguage.init),
            createdAt: try row.get("created_at"),
            deactivatedAt: try row.get("deactivated_at")
        )
    }

    private static func checked(_ name: String) throws -> String {
        let name = name.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !name.isEmpty, name.count <= 100 else { throw AccessError(.invalidName, "A user needs a name of 1 to 100 characters.") }
        return name
    }

    private static func hash(_ password: String?) async throws -> String? {
        guard let password else { return nil }
        guard (shortestPassword...1000).contains(password.count) else {
            throw AccessError(.weakPassword, "A password needs at least \(shortestPassword) characters.")
        }
        return try await PasswordHash.make(password)
    }
}

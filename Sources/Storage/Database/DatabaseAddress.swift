import Foundation

/// Where a database is: `sqlite:path`, `sqlite::memory:` or `postgres://user:password@host:port/name?sslmode=…`.
///
/// What stands behind `postgres:` goes to libpq as it is, so every connection parameter of libpq may be given.
/// `description` never shows a password.
public struct DatabaseAddress: Sendable, Hashable, CustomStringConvertible {
    enum Place: Sendable, Hashable {
        case sqliteFile(String)
        case sqliteMemory
        case postgreSQL(String)
    }

    let place: Place

    /// - Throws: ``StorageError`` with the code `invalidAddress` when the text is none of the three forms.
    public init(_ text: String) throws {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            place = .postgreSQL(text)
        } else if text.hasPrefix("sqlite:") {
            let rest = String(text.dropFirst("sqlite:".count))
            place = rest == ":memory:" ? .sqliteMemory : .sqliteFile(rest.hasPrefix("//") ? String(rest.dropFirst(2)) : rest)
        } else {
            throw Self.invalid("starts with neither “sqlite:” nor “postgres://”")
        }
        if place == .sqliteFile("") { throw Self.invalid("names no file after “sqlite:”") }
    }

    /// A database in one file.
    public static func sqlite(path: String) -> DatabaseAddress { DatabaseAddress(place: .sqliteFile(path)) }

    /// A database in memory, gone with the last reference to its ``Database``.
    public static let sqliteInMemory = DatabaseAddress(place: .sqliteMemory)

    private init(place: Place) { self.place = place }

    /// The SQL that the database at this address speaks.
    public var dialect: Dialect {
        if case .postgreSQL = place { .postgreSQL } else { .sqlite }
    }

    /// The file of a SQLite database, `nil` for one in memory and for PostgreSQL.
    public var filePath: String? {
        if case .sqliteFile(let path) = place { path } else { nil }
    }

    /// The address whole, with its password: to hand to another process, never to a log.
    public var text: String {
        switch place {
        case .sqliteFile(let path): "sqlite:\(path)"
        case .sqliteMemory: "sqlite::memory:"
        case .postgreSQL(let uri): uri
        }
    }

    /// The address without its password.
    public var description: String {
        if case .postgreSQL(let uri) = place { Self.hidingPassword(uri) } else { text }
    }

    private static func invalid(_ reason: String) -> StorageError {
        // The text itself may hold a password, so the message does not repeat it.
        StorageError(
            .invalidAddress,
            "The database address \(reason). Use sqlite:PATH, sqlite::memory: or postgres://USER:PASSWORD@HOST:PORT/NAME."
        )
    }

    private static func hidingPassword(_ uri: String) -> String {
        var shown = uri
        if let scheme = shown.range(of: "://") {
            let end = shown[scheme.upperBound...].firstIndex(where: { $0 == "/" || $0 == "?" }) ?? shown.endIndex
            // The last @ ends the user information: a password may hold an unescaped one.
            if let at = shown[scheme.upperBound..<end].lastIndex(of: "@"),
                let colon = shown[scheme.upperBound..<at].firstIndex(of: ":")
            {
                shown.replaceSubrange(shown.index(after: colon)..<at, with: "…")
            }
        }
        while let found = shown.range(of: "password=[^&…]+", options: .regularExpression) {
            shown.replaceSubrange(found, with: "password=…")
        }
        return shown
    }
}

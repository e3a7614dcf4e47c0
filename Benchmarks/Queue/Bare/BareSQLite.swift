import Foundation
import GRDBSQLite

/// The C interface of SQLite, with the settings that the storage layer uses: write-ahead log, full durability.
final class BareSQLite: BareConnection {
    private var connection: OpaquePointer?
    private var statements: [String: OpaquePointer] = [:]

    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    init(_ path: String) throws {
        guard sqlite3_open(path, &connection) == SQLITE_OK else { throw failure() }
        try execute("PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -8000")
    }

    deinit {
        for statement in statements.values { sqlite3_finalize(statement) }
        sqlite3_close(connection)
    }

    func execute(_ sql: String) throws {
        guard sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else { throw failure() }
    }

    func prepare(_ name: String, _ sql: String) throws {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(connection, sql.replacing("$", with: "?"), -1, &statement, nil) == SQLITE_OK, let statement else {
            throw failure()
        }
        statements[name] = statement
    }

    @discardableResult
    func run(_ name: String, _ values: [String?]) throws -> [String] {
        guard let statement = statements[name] else { throw BareError(description: "\(name) is not prepared.") }
        defer { sqlite3_reset(statement) }
        for (index, value) in values.enumerated() {
            if let value {
                sqlite3_bind_text(statement, CInt(index + 1), value, -1, Self.transient)
            } else {
                sqlite3_bind_null(statement, CInt(index + 1))
            }
        }
        var first: [String] = []
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_DONE: return first
            case SQLITE_ROW:
                for column in 0..<sqlite3_column_count(statement) {
                    guard let text = sqlite3_column_text(statement, column) else { continue }
                    if column == 0 { first.append(String(cString: text)) } else { blackHole(CChar(truncatingIfNeeded: text[0])) }
                }
            default: throw failure()
            }
        }
    }

    private func failure() -> BareError { BareError(description: String(cString: sqlite3_errmsg(connection))) }
}

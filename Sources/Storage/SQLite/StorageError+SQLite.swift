import Foundation
import GRDB
import GRDBSQLite

extension StorageError {
    /// What SQLite itself said.
    struct SQLiteCause: Error, CustomStringConvertible {
        var code: CInt
        var text: String
        var description: String { "SQLite \(code): \(text)" }
    }

    init(sqlite error: DatabaseError) {
        self.init(sqlite: error.extendedResultCode.rawValue, text: error.message ?? "unknown error", statement: error.sql)
    }

    /// - Parameter extended: An extended result code, <https://www.sqlite.org/rescode.html>.
    init(sqlite extended: CInt, text: String, statement: String?) {
        let (code, message) = Self.meaning(extended, text)
        self.init(code, message, cause: SQLiteCause(code: extended, text: text))
        self.statement = statement
        // “UNIQUE constraint failed: job_lock.kind, job_lock.key”
        if extended & 0xFF == SQLITE_CONSTRAINT, let colon = text.range(of: "failed: ") {
            let named = String(text[colon.upperBound...])
            constraint = named
            let parts = named.split(separator: ",").map { $0.split(separator: ".").map { $0.trimmingPrefix(" ") } }
            if parts.allSatisfy({ $0.count == 2 }) {
                table = parts.first.map { String($0[0]) }
                columns = parts.map { String($0[1]) }
            }
        }
    }

    private static func meaning(_ extended: CInt, _ text: String) -> (Code, String) {
        // Extended codes carry the primary one in the low byte and a number of their own above it.
        func constraint(_ number: CInt) -> CInt { SQLITE_CONSTRAINT | number << 8 }
        switch extended {
        case constraint(8), constraint(6), constraint(10): return (.uniqueViolation, "Another row has the same key: \(text).")
        case constraint(3): return (.foreignKeyViolation, "The row refers to one that does not exist, or is still referred to.")
        case constraint(5): return (.notNullViolation, "A value is missing: \(text).")
        case constraint(1): return (.checkViolation, "A value is not allowed: \(text).")
        default: break
        }
        switch extended & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED: return (.busy, "Another process holds the database for writing.")
        case SQLITE_READONLY: return (.readOnly, "The database cannot be written here: \(text).")
        case SQLITE_NOTADB: return (.notADatabase, "The file is not a SQLite database.")
        case SQLITE_CORRUPT:
            return (.damaged, "The database file is damaged: \(text). Restore a backup; keep the damaged file until then.")
        case SQLITE_FULL: return (.disk, "The disk is full.")
        case SQLITE_IOERR: return (.disk, "The disk cannot be read or written: \(text).")
        case SQLITE_CANTOPEN: return (.connectionFailed, "The database file cannot be opened: \(text).")
        case SQLITE_TOOBIG: return (.invalidValue, "A value is too long for the database.")
        default: return (.statement, "The statement failed: \(text).")
        }
    }
}

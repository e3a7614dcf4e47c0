import GRDB
import GRDBSQLite

/// One compiled statement of one connection.
final class SQLiteStatement {
    private let statement: GRDB.Statement
    private let handle: OpaquePointer
    private let sql: String
    private var columns: RowColumns?
    private var compilations: CInt = 0
    private var isRunning = false

    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    init(_ statement: GRDB.Statement, sql: String) {
        self.statement = statement
        self.sql = sql
        handle = statement.sqliteStatement
    }

    /// Takes the statement; `false` when it is running already.
    func begin() -> Bool {
        if isRunning { return false }
        isRunning = true
        return true
    }

    func finish() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
        isRunning = false
    }

    func reset() { sqlite3_reset(handle) }

    func bind(_ value: DatabaseValue, at index: Int) throws {
        let index = CInt(index)
        let code =
            switch value {
            case .null: sqlite3_bind_null(handle, index)
            case .integer(let integer): sqlite3_bind_int64(handle, index, integer)
            case .double(let double): sqlite3_bind_double(handle, index, double)
            case .text(let text): sqlite3_bind_text(handle, index, text, CInt(text.utf8.count), Self.transient)
            case .bytes(let bytes): bind(bytes, at: index)
            }
        if code != SQLITE_OK { throw failure(code) }
    }

    private func bind(_ bytes: [UInt8], at index: CInt) -> CInt {
        bytes.withUnsafeBytes { buffer in
            // An empty array has no address, and without one SQLite would bind null.
            if buffer.isEmpty { return sqlite3_bind_zeroblob(handle, index, 0) }
            return sqlite3_bind_blob(handle, index, buffer.baseAddress, CInt(buffer.count), Self.transient)
        }
    }

    /// Goes to the next row; `false` after the last.
    func step() throws -> Bool {
        let code = sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw failure(code)
        }
    }

    func row() -> Row {
        let columns = currentColumns()
        let values = [DatabaseValue](unsafeUninitializedCapacity: columns.names.count) { buffer, count in
            for index in 0..<columns.names.count {
                buffer.initializeElement(at: index, to: value(CInt(index)))
            }
            count = columns.names.count
        }
        return Row(columns: columns, values: values)
    }

    /// SQLite compiles a statement again when the schema has changed, and `SELECT *` may then have other columns.
    private func currentColumns() -> RowColumns {
        let compilations = sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_REPREPARE, 0)
        if let columns, compilations == self.compilations { return columns }
        let names = (0..<sqlite3_column_count(handle)).map { String(cString: sqlite3_column_name(handle, $0)) }
        let columns = RowColumns(names)
        self.columns = columns
        self.compilations = compilations
        return columns
    }

    private func value(_ index: CInt) -> DatabaseValue {
        switch sqlite3_column_type(handle, index) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, index))
        case SQLITE_FLOAT: return .double(sqlite3_column_double(handle, index))
        case SQLITE_TEXT:
            let start = sqlite3_column_text(handle, index)
            let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, index)))
            return .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(handle, index)
            return .bytes([UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, index)))))
        default: return .null
        }
    }

    private func failure(_ code: CInt) -> StorageError {
        let connection = sqlite3_db_handle(handle)
        return StorageError(
            sqlite: sqlite3_extended_errcode(connection) & 0xFF == code & 0xFF ? sqlite3_extended_errcode(connection) : code,
            text: String(cString: sqlite3_errmsg(connection)),
            statement: sql
        )
    }
}

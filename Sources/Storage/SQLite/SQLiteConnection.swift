import Foundation
import GRDB
import GRDBSQLite

/// One SQLite connection of GRDB's, driven through the C interface: rows are read straight into ``DatabaseValue``.
///
/// `@unchecked Sendable`: used only on the queue of its connection, as GRDB's own object is.
final class SQLiteConnection: EngineConnection, @unchecked Sendable {
    let dialect = Dialect.sqlite
    private unowned let database: GRDB.Database
    private let hostClock: @Sendable () -> Date
    private var statements: [String: SQLiteStatement] = [:]

    /// More different statements than this are compiled anew each time: somebody builds SQL from values.
    private static let mostCachedStatements = 500

    init(_ database: GRDB.Database, clock: @escaping @Sendable () -> Date) {
        self.database = database
        hostClock = clock
    }

    var clock: (@Sendable () -> Date)? { hostClock }

    var handle: OpaquePointer? { database.sqliteConnection }

    /// Whether no transaction is open, be it that SQLite rolled it back by itself.
    var isInAutocommit: Bool { sqlite3_get_autocommit(handle) != 0 }

    func run(_ statement: RenderedStatement, isStreamed: Bool, _ row: ((Row) throws -> Void)?) throws -> Int {
        let prepared = try prepare(statement.sql)
        defer { prepared.finish() }
        for (index, parameter) in statement.parameters.enumerated() {
            guard case .value(let value, _) = parameter else { continue }
            try prepared.bind(value, at: index + 1)
        }
        let before = sqlite3_total_changes(handle)
        while try prepared.step() {
            if let row { try row(prepared.row()) }
        }
        return sqlite3_total_changes(handle) == before ? 0 : Int(sqlite3_changes(handle))
    }

    /// SQL without values and rows, for the engine's own needs.
    func run(_ sql: String) throws {
        let prepared = try prepare(sql)
        defer { prepared.finish() }
        while try prepared.step() {}
    }

    func insert(into table: String, columns: [String], rows: [[DatabaseValue]], onConflict: String) throws -> Int {
        let marks = Array(repeating: "?", count: columns.count).joined(separator: ",")
        let prepared = try prepare("INSERT INTO \(table) (\(columns.joined(separator: ","))) VALUES (\(marks)) \(onConflict)")
        defer { prepared.finish() }
        var inserted = 0
        for row in rows {
            for (index, value) in row.enumerated() { try prepared.bind(value, at: index + 1) }
            let before = sqlite3_total_changes(handle)
            while try prepared.step() {}
            prepared.reset()
            if sqlite3_total_changes(handle) != before { inserted += Int(sqlite3_changes(handle)) }
        }
        return inserted
    }

    func post(_ statement: RenderedStatement) throws { _ = try run(statement, isStreamed: false, nil) }

    func postInsert(into table: String, columns: [String], rows: [[DatabaseValue]], onConflict: String) throws {
        _ = try insert(into: table, columns: columns, rows: rows, onConflict: onConflict)
    }

    func forgetPosted() {}

    /// The group's commit is this statement's, too.
    func runAlone(_ statement: RenderedStatement, _ row: (Row) throws -> Void) throws -> Int {
        try withoutActuallyEscaping(row) { try run(statement, isStreamed: false, $0) }
    }

    func liftLimits() {}

    func now() throws -> Date { Date(microsecondsSince1970: hostClock().microsecondsSince1970) }

    private func prepare(_ sql: String) throws -> SQLiteStatement {
        // A statement that is still running, because a row's body runs it again, needs a second copy.
        if let cached = statements[sql], cached.begin() { return cached }
        do {
            // GRDB's own cache is emptied when another connection changes the schema, perhaps under a running statement.
            let statement = SQLiteStatement(try database.makeStatement(sql: sql), sql: sql)
            if statements[sql] == nil, statements.count < Self.mostCachedStatements { statements[sql] = statement }
            _ = statement.begin()
            return statement
        } catch let error as DatabaseError {
            throw StorageError(sqlite: error)
        }
    }

    /// Lets go of all statements: a connection with statements cannot be closed. Nothing else may use the connection meanwhile.
    func forgetStatements() { statements = [:] }
}

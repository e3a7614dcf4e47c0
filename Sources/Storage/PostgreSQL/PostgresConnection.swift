import CLibPQ
import Foundation

/// A session as the engine-independent ``Transaction`` uses it.
final class PostgresConnection: EngineConnection {
    let dialect = Dialect.postgreSQL
    let session: PostgresSession
    let clock: (@Sendable () -> Date)?
    private let recentTime: RecentTime

    /// The array of a bulk statement is parsed whole: more rows gain nothing and cost memory.
    private static let rowsPerInsert = 2000

    init(_ session: PostgresSession, clock: (@Sendable () -> Date)?, recentTime: RecentTime) {
        self.session = session
        self.clock = clock
        self.recentTime = recentTime
    }

    func run(_ statement: RenderedStatement, isStreamed: Bool, _ row: ((Row) throws -> Void)?) throws -> Int {
        let parameters = PostgresParameters(statement.parameters)
        if isStreamed, let row, Self.allowsCursor(statement.sql) {
            try session.stream(statement.sql, parameters, row)
            return 0
        }
        return try session.run(statement.sql, parameters, row)
    }

    func insert(into table: String, columns: [String], rows: [[DatabaseValue]], onConflict: String) throws -> Int {
        var inserted = 0
        try forEachInsert(into: table, columns, rows, onConflict) { inserted += try session.run($0, $1, nil) }
        return inserted
    }

    func postInsert(into table: String, columns: [String], rows: [[DatabaseValue]], onConflict: String) throws {
        try forEachInsert(into: table, columns, rows, onConflict) { session.post($0, $1) }
    }

    private func forEachInsert(
        into table: String,
        _ columns: [String],
        _ rows: [[DatabaseValue]],
        _ onConflict: String,
        _ body: (String, PostgresParameters) throws -> Void
    ) throws {
        let types = try types(of: columns, in: table)
        let arrays = types.enumerated().map { "$\($0 + 1)::\($1)[]" }.joined(separator: ",")
        let sql = "INSERT INTO \(table) (\(columns.joined(separator: ","))) SELECT * FROM unnest(\(arrays)) \(onConflict)"
        for start in stride(from: 0, to: rows.count, by: Self.rowsPerInsert) {
            let chunk = rows[start..<min(start + Self.rowsPerInsert, rows.count)]
            var parameters = PostgresParameters()
            for column in columns.indices { parameters.appendArray(chunk.lazy.map { $0[column] }, PostgresText.unknown) }
            try body(sql, parameters)
        }
    }

    func post(_ statement: RenderedStatement) throws { session.post(statement.sql, PostgresParameters(statement.parameters)) }

    func forgetPosted() { session.forgetPosted() }

    func runAlone(_ statement: RenderedStatement, _ row: (Row) throws -> Void) throws -> Int {
        session.goAlone()
        return try withoutActuallyEscaping(row) { try session.run(statement.sql, PostgresParameters(statement.parameters), $0) }
    }

    func now() throws -> Date {
        if let clock { return Date(microsecondsSince1970: clock().microsecondsSince1970) }
        var now: Date?
        _ = try session.run("SELECT \(RenderedStatement.serverTime)", PostgresParameters()) { row in now = try row.get(0) }
        guard let now else { throw StorageError(.statement, "The database server did not tell the time.") }
        recentTime.note(now)
        return now
    }

    func liftLimits() throws { try session.liftLimits() }

    private func types(of columns: [String], in table: String) throws -> [String] {
        var known = session.columnTypes[table] ?? [:]
        if known.isEmpty {
            var parameters = PostgresParameters()
            parameters.append(.text(table), PostgresText.text)
            let sql = """
                SELECT attname::text, format_type(atttypid, atttypmod) FROM pg_attribute
                WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped
                """
            _ = try session.run(sql, parameters) { row in known[try row.get(0)] = try row.get(1) }
            session.columnTypes[table] = known
        }
        return try columns.map { column in
            guard let type = known[column] else {
                session.columnTypes[table] = nil
                throw StorageError(.statement, "The table \(table) does not exist or has no column “\(column)”.")
            }
            return type
        }
    }

    /// A cursor reads; a statement that changes rows and returns them is run whole.
    private static func allowsCursor(_ sql: String) -> Bool {
        let words = sql.split { !$0.isLetter && $0 != "_" }.lazy.map { $0.uppercased() }
        switch words.first {
        case "SELECT", "VALUES": return true
        case "WITH": return !words.contains { $0 == "INSERT" || $0 == "UPDATE" || $0 == "DELETE" }
        default: return false
        }
    }
}

public import Foundation

/// The way to the database inside the body of ``Database/read(_:)`` or ``Database/write(_:)``.
///
/// A transaction belongs to its body: used after the body has returned, it throws `transactionEnded`.
public final class Transaction {
    /// The SQL that the database speaks.
    public let dialect: Dialect
    private let connection: any EngineConnection
    private(set) var signals: [Signal] = []
    private var isOver = false

    init(_ connection: any EngineConnection) {
        self.connection = connection
        dialect = connection.dialect
    }

    /// From here on the transaction is no longer usable.
    func end() { isOver = true }

    /// Runs a statement and returns how many rows it changed (0 for those that change none).
    @discardableResult
    public func execute(_ statement: Statement) throws -> Int {
        try run(statement, nil)
    }

    /// All rows of a result.
    public func rows(_ statement: Statement) throws -> [Row] {
        var rows: [Row] = []
        try run(statement) { rows.append($0) }
        return rows
    }

    /// The first row of a result, `nil` when there is none. The statement runs to its end.
    public func first(_ statement: Statement) throws -> Row? {
        var first: Row?
        try run(statement) { if first == nil { first = $0 } }
        return first
    }

    /// All rows of a result as a `Decodable` type, see ``Row/decode(_:)``.
    public func all<T: Decodable>(_ type: T.Type, _ statement: Statement) throws -> [T] {
        var values: [T] = []
        try run(statement) { values.append(try $0.decode(type)) }
        return values
    }

    /// The first row of a result as a `Decodable` type, `nil` when there is none.
    public func first<T: Decodable>(_ type: T.Type, _ statement: Statement) throws -> T? {
        try first(statement)?.decode(type)
    }

    /// The first column of the first row; `nil` when there is no row or the column is null.
    public func value<T: DatabaseValueConvertible>(_ type: T.Type, _ statement: Statement) throws -> T? {
        guard let row = try first(statement), !row.values[0].isNull else { return nil }
        return try row.get(0, as: type)
    }

    /// Each row as it comes: memory does not grow with the result. The body may run other statements.
    public func forEach(_ statement: Statement, _ body: (Row) throws -> Void) throws {
        try withoutActuallyEscaping(body) { body in _ = try run(statement, body) }
    }

    /// Inserts many rows in few statements and returns how many were inserted or updated.
    ///
    /// - Parameters:
    ///   - rows: The values of each row, in the order of `columns`.
    ///   - onConflict: SQL as it is, such as `"ON CONFLICT (id) DO NOTHING"`.
    @discardableResult
    public func insert(
        into table: String,
        columns: [String],
        rows: [[DatabaseValue]],
        onConflict: String = ""
    ) throws -> Int {
        try checkUsable()
        if rows.isEmpty { return 0 }
        for row in rows {
            precondition(row.count == columns.count, "A row for \(table) has \(row.count) values for \(columns.count) columns.")
            for value in row { _ = try RenderedStatement.checked(value) }
        }
        return try connection.insert(into: table, columns: columns, rows: rows, onConflict: onConflict)
    }

    /// Sends a signal to who listens on the channel, here and in other processes, after the commit.
    ///
    /// The same signal sent twice in a transaction goes out once.
    /// - Parameter payload: At most 4,096 bytes.
    public func notify(_ channel: String, _ payload: String = "") {
        precondition(payload.utf8.count <= Signal.longestPayload, "The payload of a signal is longer than \(Signal.longestPayload) bytes.")
        let signal = Signal(channel: channel, payload: payload)
        if !signals.contains(signal) { signals.append(signal) }
    }

    /// The time by the database's clock, in whole microseconds. Goes on while the transaction lasts.
    public func now() throws -> Date {
        try checkUsable()
        return try connection.now()
    }

    @discardableResult
    private func run(_ statement: Statement, _ row: ((Row) throws -> Void)?) throws -> Int {
        try checkUsable()
        return try connection.run(RenderedStatement(statement, dialect), row)
    }

    private func checkUsable() throws {
        if isOver { throw StorageError(.transactionEnded, "The transaction is over; it was used after its body had returned.") }
    }
}

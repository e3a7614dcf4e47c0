public import Foundation

/// The way to the database inside the body of ``Database/read(_:)`` or ``Database/write(_:)``.
///
/// A transaction belongs to its body: used after the body has returned, it throws `transactionEnded`. After a statement has failed it
/// throws `transactionFailed`, for PostgreSQL goes on no more then; what may fail belongs into a ``savepoint(_:)``.
public final class Transaction {
    /// The SQL that the database speaks.
    public let dialect: Dialect
    private let connection: any EngineConnection
    private(set) var signals: [Signal] = []
    private var isOver = false
    /// The first error of a statement outside of a savepoint.
    private(set) var failure: StorageError?
    private var openSavepoints = 0

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

    /// Runs a statement of which only failure matters. PostgreSQL gets it together with the next statement, or with the commit: a way to the
    /// server and back less, and an error comes from there.
    public func post(_ statement: Statement) throws {
        try checkUsable()
        let rendered = try RenderedStatement(statement, dialect, clock: connection.clock)
        try noting { try connection.post(rendered) }
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
        try withoutActuallyEscaping(body) { body in _ = try run(statement, isStreamed: true, body) }
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
        try check(rows, columns, table)
        return try noting { try connection.insert(into: table, columns: columns, rows: rows, onConflict: onConflict) }
    }

    /// ``insert(into:columns:rows:onConflict:)`` in the manner of ``post(_:)``.
    public func postInsert(into table: String, columns: [String], rows: [[DatabaseValue]], onConflict: String = "") throws {
        try checkUsable()
        if rows.isEmpty { return }
        try check(rows, columns, table)
        try noting { try connection.postInsert(into: table, columns: columns, rows: rows, onConflict: onConflict) }
    }

    private func check(_ rows: [[DatabaseValue]], _ columns: [String], _ table: String) throws {
        for row in rows {
            precondition(row.count == columns.count, "A row for \(table) has \(row.count) values for \(columns.count) columns.")
            for value in row { _ = try RenderedStatement.checked(value) }
        }
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
        return try noting { try connection.now() }
    }

    /// A part that may fail by itself: when the body throws, only its own changes are taken back, and the transaction goes on.
    public func savepoint<T>(_ body: () throws -> T) throws -> T {
        try checkUsable()
        let name = "part\(openSavepoints)"
        let signalsBefore = signals
        try run(Statement(raw: "SAVEPOINT \(name)"), nil)
        openSavepoints += 1
        defer { openSavepoints -= 1 }
        do {
            let value = try body()
            try checkNotFailed()
            try run(Statement(raw: "RELEASE SAVEPOINT \(name)"), nil)
            return value
        } catch {
            // Nothing helps when the connection or the whole transaction is gone: then this fails, too, and says so.
            failure = nil
            signals = signalsBefore
            connection.forgetPosted()
            try run(Statement(raw: "ROLLBACK TO SAVEPOINT \(name)"), nil)
            try run(Statement(raw: "RELEASE SAVEPOINT \(name)"), nil)
            throw error
        }
    }

    /// Runs the transaction's only statement.
    /// - Returns: Its rows, and how many rows it changed.
    func runAlone(_ statement: Statement) throws -> (rows: [Row], changed: Int) {
        let rendered = try RenderedStatement(statement, dialect, clock: connection.clock)
        var rows: [Row] = []
        let changed = try noting { try connection.runAlone(rendered) { rows.append($0) } }
        return (rows, changed)
    }

    /// Lets the statements of this transaction take as long as they need.
    func liftLimits() throws { try noting { try connection.liftLimits() } }

    /// Throws what failed, also when the body has swallowed it.
    func checkNotFailed() throws {
        if let failure { throw failure }
    }

    @discardableResult
    private func run(_ statement: Statement, isStreamed: Bool = false, _ row: ((Row) throws -> Void)?) throws -> Int {
        try checkUsable()
        let rendered = try RenderedStatement(statement, dialect, clock: connection.clock)
        var errorOfReceiver: (any Error)?
        let receive = row.map { row in
            { (value: Row) in
                do { try row(value) } catch {
                    errorOfReceiver = error
                    throw error
                }
            }
        }
        return try noting(unless: { errorOfReceiver != nil }) { try connection.run(rendered, isStreamed: isStreamed, receive) }
    }

    /// Remembers that a statement has failed, unless the error came from the program's own code in between.
    private func noting<T>(unless isForeign: () -> Bool = { false }, _ body: () throws -> T) throws -> T {
        do { return try body() } catch let error as StorageError where !isForeign() {
            failure = failure ?? error
            throw error
        }
    }

    private func checkUsable() throws {
        if isOver { throw StorageError(.transactionEnded, "The transaction is over; it was used after its body had returned.") }
        if let failure {
            throw StorageError(.transactionFailed, "An earlier statement of the transaction failed: \(failure.message)", cause: failure)
        }
    }
}

import CLibPQ
import Foundation

/// One connection with what belongs to it: its settings, its prepared statements and the transaction that is open on it.
final class PostgresSession {
    /// How a transaction begins. It is sent together with the first statement, which saves a way to the server and back.
    enum Beginning: String {
        case read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        case write = "BEGIN ISOLATION LEVEL READ COMMITTED"
    }

    private struct Key: Hashable {
        var sql: String
        var types: [Oid]
    }

    private struct Prepared {
        var name: String
        var columns: RowColumns?
    }

    let socket: PostgresSocket
    private let limit: Duration?
    private var prepared: [Key: Prepared] = [:]
    private var beginning: Beginning?
    /// Statements of the transaction that go out with its next one, or with its commit.
    private var posted: [PostgresCommand] = []
    /// The transaction is one statement that commits by itself.
    private(set) var isAlone = false
    private var statementsMade = 0
    private var cursors = 0
    private var hasNoLimits = false
    /// The types of tables' columns, as far as they were asked for.
    var columnTypes: [String: [String: String]] = [:]

    /// More different statements than this are not kept: somebody builds SQL from values.
    private static let mostPrepared = 500
    private static let rowsPerFetch = 500

    init(_ uri: String, _ configuration: DatabaseConfiguration) throws {
        socket = try PostgresSocket(uri, connectTimeout: configuration.connectTimeout)
        // The server's own limit comes first; this one is for a server or a network that does not answer at all.
        limit = configuration.statementTimeout > .zero ? configuration.statementTimeout + .seconds(5) : nil
        let statement = Int(configuration.statementTimeout / .milliseconds(1))
        let lock = Int(configuration.busyTimeout / .milliseconds(1))
        let idle = Int(configuration.idleTransactionTimeout / .milliseconds(1))
        _ = try perform(
            [
                .plain("SET statement_timeout = \(statement)"), .plain("SET lock_timeout = \(lock)"),
                // A client that stopped or was cut off in the middle of a transaction must not hold its row locks for longer than others
                // can bear: the server lets go of one that says nothing (paused), and of one that does not even answer probes (gone).
                .plain("SET idle_in_transaction_session_timeout = \(idle)"), .plain("SET tcp_keepalives_idle = 10"),
                .plain("SET tcp_keepalives_interval = 5"), .plain("SET tcp_keepalives_count = 2"), .plain("SET tcp_user_timeout = 20000"),
                .plain("SET client_min_messages = warning"), .plain("SET bytea_output = hex"), .plain("SET extra_float_digits = 1"),
            ]
        )
    }

    func perform(_ commands: [PostgresCommand]) throws -> [PostgresResult] {
        do {
            return try socket.perform(commands, limit: hasNoLimits ? nil : limit)
        } catch {
            // The server keeps what it has prepared, also when it then fails to run or is rolled back.
            unprepare(commands.dropFirst(socket.completed))
            throw error
        }
    }

    private func unprepare(_ commands: some Sequence<PostgresCommand>) {
        for case .prepare(_, let sql, let types) in commands { prepared[Key(sql: sql, types: types)] = nil }
    }

    // MARK: Transactions

    /// Lets the next statement begin a transaction.
    func begin(_ beginning: Beginning) {
        self.beginning = beginning
        isAlone = false
    }

    /// The next statement is the only one of its transaction.
    func goAlone() {
        beginning = nil
        isAlone = true
    }

    /// - Throws: When it is a `connectionLost`, nobody knows whether the server has committed.
    func commit() throws {
        defer { hasNoLimits = false }
        if posted.isEmpty {
            beginning = nil
            guard socket.transactionStatus != PQTRANS_IDLE else { return }
        }
        let result = try perform(start() + [.plain("COMMIT")])
        if result.last?.tag != "COMMIT" { throw StorageError(.transactionFailed, "The transaction was rolled back by the server.") }
    }

    func rollBack() {
        beginning = nil
        forgetPosted()
        defer { hasNoLimits = false }
        if socket.isBroken || socket.transactionStatus == PQTRANS_IDLE { return }
        if (try? perform([.plain("ROLLBACK")])) == nil { socket.markBroken() }
    }

    /// Lets the statements of this transaction take as long as they need.
    func liftLimits() throws {
        hasNoLimits = true
        let limits = ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"]
        _ = try perform(start() + limits.map { .plain("SET LOCAL \($0) = 0") })
    }

    /// What goes out before the next statement.
    private func start() -> [PostgresCommand] {
        defer {
            beginning = nil
            posted = []
        }
        return (beginning.map { [.plain($0.rawValue)] } ?? []) + posted
    }

    // MARK: Statements

    func run(_ sql: String, _ parameters: PostgresParameters, _ row: ((Row) throws -> Void)?) throws -> Int {
        let result = try perform(start() + commands(sql, parameters)).last
        guard let result else { throw StorageError(.statement, "The statement gave no result.") }
        if let row, result.rowCount > 0 {
            let key = Key(sql: sql, types: parameters.types)
            let columns = prepared[key]?.columns ?? RowColumns(result.columnNames)
            prepared[key]?.columns = columns
            try result.forEachRow(columns, row)
        }
        return result.changedRows
    }

    /// A statement of which only failure matters: it goes out with the next one, or with the commit, and saves a way to the server and back.
    func post(_ sql: String, _ parameters: PostgresParameters) {
        posted += commands(sql, parameters)
    }

    /// They belong to a part of the transaction that is taken back.
    func forgetPosted() {
        unprepare(posted)
        posted = []
    }

    private func commands(_ sql: String, _ parameters: PostgresParameters) -> [PostgresCommand] {
        let key = Key(sql: sql, types: parameters.types)
        if let known = prepared[key] { return [.execute(name: known.name, sql: sql, parameters)] }
        if prepared.count >= Self.mostPrepared { return [.once(sql, parameters)] }
        let name = "s\(statementsMade)"
        statementsMade += 1
        prepared[key] = Prepared(name: name)
        return [.prepare(name: name, sql: sql, types: parameters.types), .execute(name: name, sql: sql, parameters)]
    }

    /// Rows through a cursor: few are in memory at a time, and the connection is free between two fetches.
    func stream(_ sql: String, _ parameters: PostgresParameters, _ row: (Row) throws -> Void) throws {
        cursors += 1
        let name = "c\(cursors)"
        let fetch = PostgresCommand.plain("FETCH FORWARD \(Self.rowsPerFetch) FROM \(name)")
        var result = try perform(start() + [.once("DECLARE \(name) NO SCROLL CURSOR FOR \(sql)", parameters), fetch]).last
        var columns: RowColumns?
        while let rows = result, rows.rowCount > 0 {
            let names = columns ?? RowColumns(rows.columnNames)
            columns = names
            try rows.forEachRow(names, row)
            if rows.rowCount < Self.rowsPerFetch { break }
            result = try perform([fetch]).last
        }
        _ = try perform([.plain("CLOSE \(name)")])
    }

    /// After a change of the schema the server refuses statements that were prepared before.
    func forgetStatements() {
        prepared = [:]
        columnTypes = [:]
        if (try? perform([.plain("DEALLOCATE ALL")])) == nil { socket.markBroken() }
    }
}

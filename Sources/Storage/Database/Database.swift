public import Foundation
public import Logging

/// One database, SQLite or PostgreSQL, through the same small surface.
///
/// Bodies of transactions run on threads of the database's own, so they are synchronous and may block; keep them short, since on SQLite
/// one writer serves the whole process. A transaction is not stopped when the waiting task is cancelled.
///
/// Limits: a body may run more than once (the transactions of others came between, or a transaction that was committed together with it
/// failed), so it must have no effect outside the database. After `connectionLost` it is not known whether the transaction was committed.
public final class Database: Sendable {
    /// The SQL that the database speaks.
    public let dialect: Dialect
    /// Where the database is.
    public let address: DatabaseAddress
    let engine: any Engine
    let hub: NotificationHub
    let logger: Logger
    private let reading: TransactionMetrics
    private let writing: TransactionMetrics

    private init(address: DatabaseAddress, engine: any Engine, hub: NotificationHub, logger: Logger) {
        self.address = address
        self.engine = engine
        self.hub = hub
        self.logger = logger
        dialect = engine.dialect
        reading = TransactionMetrics(kind: "read", dialect: engine.dialect)
        writing = TransactionMetrics(kind: "write", dialect: engine.dialect)
    }

    /// Opens the database; a SQLite file is made when there is none.
    ///
    /// - Throws: ``StorageError``: `folderMissing`, `notADatabase`, `readOnly`, `connectionFailed` …
    public static func open(
        _ address: DatabaseAddress,
        configuration: DatabaseConfiguration = .init(),
        logger: Logger = Logger(label: "storage")
    ) async throws -> Database {
        let hub = NotificationHub()
        let engine: any Engine
        switch address.place {
        case .sqliteFile(let path):
            engine = try await SQLiteEngine.open(file: path, configuration: configuration, hub: hub, logger: logger)
        case .sqliteMemory:
            engine = try await SQLiteEngine.open(file: nil, configuration: configuration, hub: hub, logger: logger)
        case .postgreSQL(let uri):
            engine = try await PostgresEngine.open(uri, configuration: configuration, hub: hub, logger: logger)
        }
        return Database(address: address, engine: engine, hub: hub, logger: logger)
    }

    /// Reads in one snapshot: what others commit meanwhile is not seen. Writing throws `readOnly`.
    public func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await reading.measure { try await withCheckedThrowingContinuation { engine.read(PendingTransaction(body, $0)) } }
    }

    /// One transaction: committed when the body returns, rolled back when it throws. Returns after the commit is safe on disk.
    @discardableResult
    public func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await writing.measure { try await withCheckedThrowingContinuation { engine.write(PendingTransaction(body, $0)) } }
    }

    /// One statement as a transaction of its own: on PostgreSQL one way to the server and back instead of two.
    ///
    /// - Parameter signals: What to tell others when the statement has changed a row, see ``Transaction/notify(_:_:)``.
    /// - Returns: The statement's rows.
    @discardableResult
    public func write(_ statement: Statement, notifying signals: [(channel: String, payload: String)] = []) async throws -> [Row] {
        try await write { transaction in
            let (rows, changed) = try transaction.runAlone(statement)
            if changed > 0 {
                for signal in signals { transaction.notify(signal.channel, signal.payload) }
            }
            return rows
        }
    }

    /// About the time by the database's clock, for what need not be exact, such as the ids of rows: PostgreSQL is asked when it was not for a
    /// minute; in between its time is carried on by this process. See ``Transaction/now()``.
    public func recentTime() async throws -> Date {
        if let clock = engine.clock { return clock() }
        if let time = engine.recentTime { return time }
        return try await read { try $0.now() }
    }

    /// The signals that transactions send on a channel, from this process at once, from others within milliseconds.
    ///
    /// Signals are hints and may get lost: look in the tables for what is true. An empty payload may come at any time and means
    /// "look for yourself". The stream ends when the database is closed.
    public func notifications(on channel: String) -> AsyncStream<String> {
        let stream = hub.listen(on: channel)
        engine.startListening()
        return stream
    }

    /// Finishes what runs, refuses what comes (`closed`) and closes the connections.
    public func close() async {
        await engine.close()
        hub.close()
    }
}

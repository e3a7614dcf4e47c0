import Dispatch
import Foundation
import GRDB
import Logging
import Synchronization

/// SQLite through GRDB: one writer that commits in groups, several readers with snapshots.
final class SQLiteEngine: Engine {
    let dialect = Dialect.sqlite
    let file: String?
    let database: any DatabaseWriter
    let clock: (@Sendable () -> Date)?
    let recentTime: Date? = nil
    private let connections: SQLiteConnections
    private let work = SQLiteWork()
    private let signals: SQLiteSignals
    private let watcher: SQLiteSignalWatcher?

    private init(
        file: String?,
        database: any DatabaseWriter,
        clock: @escaping @Sendable () -> Date,
        connections: SQLiteConnections,
        signals: SQLiteSignals,
        watcher: SQLiteSignalWatcher?
    ) {
        self.file = file
        self.database = database
        self.clock = clock
        self.connections = connections
        self.signals = signals
        self.watcher = watcher
    }

    /// - Parameter file: The path, `nil` for a database in memory.
    static func open(file: String?, configuration: DatabaseConfiguration, hub: NotificationHub, logger: Logger) async throws -> SQLiteEngine
    {
        let clock = configuration.now ?? { Date() }
        let connections = SQLiteConnections(clock: clock)
        let busy = SQLiteBusyHandler(patience: configuration.busyTimeout)
        var grdb = Configuration()
        grdb.label = "storage"
        grdb.busyMode = .callback { busy.wait(tries: $0) }
        grdb.maximumReaderCount = max(1, configuration.maximumReaders)
        grdb.prepareDatabase { database in
            // LIKE minds upper and lower case on PostgreSQL.
            try database.execute(sql: "PRAGMA cache_size = -8000; PRAGMA case_sensitive_like = ON")
            connections.add(database)
        }
        let settings = grdb
        return try await BlockingWork.run {
            let signals = SQLiteSignals(hub: hub, isShared: file != nil)
            guard let file else {
                let queue = try DatabaseQueue(configuration: settings)
                return SQLiteEngine(file: nil, database: queue, clock: clock, connections: connections, signals: signals, watcher: nil)
            }
            let pool = try SQLiteOpening(file: file, configuration: settings, patience: configuration.busyTimeout).open()
            let lastSeen = try pool.unsafeRead { try SQLiteSignals.newest(Transaction(connections[$0])) }
            let interval = configuration.signalPollInterval
            let watcher = SQLiteSignalWatcher(path: file, interval: interval, signals: signals, lastSeen: lastSeen)
            return SQLiteEngine(file: file, database: pool, clock: clock, connections: connections, signals: signals, watcher: watcher)
        }
    }

    func read(_ pending: PendingTransaction) {
        guard work.beginRead() else {
            pending.fail(StorageError.closed)
            return
        }
        database.asyncRead { [connections, work] result in
            defer { work.endRead() }
            do {
                let transaction = Transaction(connections[try result.get()])
                defer { transaction.end() }
                try pending.run(transaction)()
            } catch let error as DatabaseError {
                pending.fail(StorageError(sqlite: error))
            } catch {
                pending.fail(error)
            }
        }
    }

    func write(_ pending: PendingTransaction) {
        switch work.append(pending) {
        case .waits: break
        case .schedule: scheduleGroup()
        case .refused: pending.fail(StorageError.closed)
        }
    }

    /// One turn of the writer a group, so that a backup or a check gets its turn between two.
    private func scheduleGroup() {
        database.asyncWriteWithoutTransaction { [self] database in
            SQLiteGroupCommit(connection: connections[database], signals: signals).run(work.next())
            if work.hasMore() { scheduleGroup() }
        }
    }

    func startListening() { watcher?.start() }

    func prepareForMigration(_ transaction: Transaction) throws {
        if file != nil { try transaction.execute(SQLiteSignals.createTable) }
    }

    func close() async {
        guard work.close() else { return }
        try? await BlockingWork.run { [self] in
            watcher?.close()
            while !work.isDone { usleep(500) }
            try database.barrierWriteWithoutTransaction { database in
                // GRDB closes its readers last, and those cannot empty the write-ahead log. Who still uses the file is not waited for.
                try? connections[database].run("PRAGMA busy_timeout = 0")
                try? connections[database].run("PRAGMA wal_checkpoint(TRUNCATE)")
                connections.forgetStatements()
            }
            try database.close()
        }
    }
}

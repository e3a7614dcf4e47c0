import Foundation

/// How far a ``Database/move(from:to:_:progress:)`` is.
public struct MoveProgress: Sendable, Hashable {
    /// The table that is copied now.
    public var table: String
    /// The rows of all tables that have been copied so far.
    public var rows: Int
}

extension Database {
    /// Copies all rows of all modules into another database, of either engine, and compares what has arrived, row by row.
    ///
    /// The target must hold no rows. It has all of them afterwards or, when anything fails, none. The source is read in one snapshot and
    /// stays as it is; what is written there meanwhile is not copied, so the program should be stopped.
    ///
    /// - Returns: How many rows each table has.
    /// - Throws: ``StorageError``: `notEmpty`, `notMigrated`, `copyMismatch` …
    @discardableResult
    public static func move(
        from source: Database,
        to target: Database,
        _ modules: [MigrationModule],
        progress: @escaping @Sendable (MoveProgress) -> Void = { _ in }
    ) async throws -> [String: Int] {
        let check = try await source.read { try MigrationPlan(modules, applied: AppliedMigration.all($0)).steps.count }
        if check > 0 {
            throw StorageError(
                .notMigrated,
                "The source is behind by \(check) migrations. Migrate it first, so that both have the same tables."
            )
        }
        try await target.read { transaction in
            for table in try TableList(transaction).names where try transaction.first("SELECT 1 FROM \(raw: table) LIMIT 1") != nil {
                throw StorageError(.notEmpty, "The target is not empty: \(table) has rows. Nothing was copied; use a new database.")
            }
        }
        try await target.migrate(modules)
        return try await DatabaseMove(source: source, target: target, progress: progress).run()
    }
}

/// One copy: a thread reads and sends, another receives and writes.
struct DatabaseMove: Sendable {
    let source: Database
    let target: Database
    let progress: @Sendable (MoveProgress) -> Void
    private let channel = MoveChannel()
    private let attempts = BodyCount()

    private static let rowsPerBatch = 1000

    init(source: Database, target: Database, progress: @escaping @Sendable (MoveProgress) -> Void) {
        self.source = source
        self.target = target
        self.progress = progress
    }

    func run() async throws -> [String: Int] {
        let tables = try await source.read { try TableList($0) }
        async let written: Void = write(tables)
        let sent: [String: RowDigest]
        do {
            sent = try await source.read { try send(tables, $0) }
        } catch {
            channel.end()
            do { try await written } catch  where !(error is MoveChannel.Ended) { throw error }
            throw error
        }
        try await written
        return sent.mapValues(\.count)
    }

    private func write(_ tables: TableList) async throws {
        do {
            try await target.write { try receive(tables, $0) }
        } catch {
            // Also when it failed before or after its body: the reader must not wait for it.
            channel.end()
            throw error
        }
    }

    private func send(_ tables: TableList, _ transaction: Transaction) throws -> [String: RowDigest] {
        try attempts.begin(.read)
        do {
            var digests: [String: RowDigest] = [:]
            var total = 0
            for table in tables.names {
                var digest = RowDigest()
                var rows: [[DatabaseValue]] = []
                func flush() throws {
                    try channel.send(MoveChannel.Batch(table: table, rows: rows))
                    total += rows.count
                    rows.removeAll(keepingCapacity: true)
                    progress(MoveProgress(table: table, rows: total))
                }
                try transaction.forEach("SELECT \(raw: tables.list(table)) FROM \(raw: table)") { row in
                    digest.add(row.values)
                    rows.append(row.values)
                    if rows.count == Self.rowsPerBatch { try flush() }
                }
                try flush()
                digests[table] = digest
            }
            channel.complete(digests)
            return digests
        } catch {
            channel.end()
            throw error
        }
    }

    private func receive(_ tables: TableList, _ transaction: Transaction) throws {
        try attempts.begin(.write)
        do {
            try transaction.liftLimits()
            let own = try TableList(transaction)
            for table in tables.names where Set(own.columns[table] ?? []) != Set(tables.columns[table] ?? []) {
                throw StorageError(.copyMismatch, "The table \(table) is not the same in the target. Nothing was copied.")
            }
            let references = try ForeignKeys(suspendedIn: transaction)
            // Rows that the migrations made are among those that come.
            for table in own.names { try transaction.execute("DELETE FROM \(raw: table)") }
            while let batch = try channel.next() {
                try transaction.insert(into: batch.table, columns: tables.columns[batch.table] ?? [], rows: batch.rows)
            }
            try references.restore(transaction)
            try compare(tables, transaction)
        } catch {
            channel.end()
            throw error
        }
    }

    private func compare(_ tables: TableList, _ transaction: Transaction) throws {
        for table in tables.names {
            var digest = RowDigest()
            try transaction.forEach("SELECT \(raw: tables.list(table)) FROM \(raw: table)") { digest.add($0.values) }
            guard let sent = channel.digests[table], sent == digest else {
                throw StorageError(
                    .copyMismatch,
                    "\(table) differs after copying (\(channel.digests[table]?.count ?? 0) rows sent, \(digest.count) arrived). Nothing was kept."
                )
            }
        }
    }
}

/// Bodies of transactions may run again after an error, but rows that were sent do not come again.
private final class BodyCount: @unchecked Sendable {
    enum Side { case read, write }

    private let lock = NSLock()
    private var begun: Set<Side> = []

    func begin(_ side: Side) throws {
        let isFirst = lock.withLock { begun.insert(side).inserted }
        if !isFirst { throw StorageError(.connectionLost, "The copy was interrupted. Nothing was kept; begin again.") }
    }
}

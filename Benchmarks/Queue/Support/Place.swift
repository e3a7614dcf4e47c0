import Foundation
import JobQueue
import Logging
import Storage

/// A fresh database with the queue's tables, for one case.
struct Place: Sendable {
    let address: DatabaseAddress
    let database: Database

    /// - Parameter base: A file's name, of which others beside it are made; or a PostgreSQL database, in which schemas are made.
    static func open<T>(_ base: String, configuration: DatabaseConfiguration = .init(), _ body: (Place) async throws -> T) async throws -> T
    {
        let name = "bench_" + UUID().uuidString.lowercased().replacing("-", with: "")
        let address: DatabaseAddress
        if base.hasPrefix("sqlite:") {
            address = try DatabaseAddress("\(base)-\(name)")
        } else {
            try BarePostgres(base).execute("CREATE SCHEMA \(name)")
            address = try DatabaseAddress("\(base)\(base.contains("?") ? "&" : "?")options=-csearch_path%3D\(name)")
        }
        let database = try await Database.open(
            address,
            configuration: configuration,
            logger: Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }
        )
        try await database.migrate([JobQueue.migrations])
        let result: Result<T, any Error>
        do { result = .success(try await body(Place(address: address, database: database))) } catch { result = .failure(error) }
        await database.close()
        if base.hasPrefix("sqlite:") {
            let file = address.text.dropFirst("sqlite:".count)
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + suffix) }
        } else {
            try BarePostgres(base).execute("DROP SCHEMA \(name) CASCADE")
        }
        return try result.get()
    }

    func queue(_ task: any JobTask = NoOp()) -> JobQueue { JobQueue(database: database, tasks: TaskRegistry([task])) }

    /// A connection by the database's own C interface.
    func bare() throws -> any BareConnection {
        database.dialect == .sqlite ? try BareSQLite(String(address.text.dropFirst("sqlite:".count))) : try BarePostgres(address.text)
    }

    /// So many no-op entries that are due.
    func fill(_ count: Int) async throws {
        let queue = queue()
        var left = count
        while left > 0 {
            let size = min(left, 5_000)
            try await queue.enqueue(Self.batch(size), force: true)
            left -= size
        }
    }

    static func batch(_ count: Int) -> [NewEntry] {
        let pad = String(repeating: "x", count: 64)
        return (0..<count).map { NewEntry(task: "no-op", parameters: ["i": .integer(Int64($0)), "pad": .string(pad)]) }
    }

    /// Nothing is left of earlier measures, not even what the database has still to clear away.
    func clear() throws {
        let tables = ["job_entry", "job_lock", "job_run", "job_log_line", "job_node", "job_coverage"]
        let bare = try bare()
        if database.dialect == .postgreSQL {
            try bare.execute("TRUNCATE \(tables.joined(separator: ", "))")
        } else {
            for table in tables { try bare.execute("DELETE FROM \(table)") }
        }
    }

    /// What a database that has been running for a while has done by itself.
    func settle() throws {
        try bare().execute(database.dialect == .postgreSQL ? "VACUUM ANALYZE job_entry, job_run, job_lock" : "ANALYZE")
    }
}

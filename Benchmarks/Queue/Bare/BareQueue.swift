import Foundation
import JobQueue
import Storage
import Synchronization

/// What the queue asks of the database, asked without the queue: the same rows in the same tables, in as few statements as can be.
struct BareQueue {
    private let connection: any BareConnection
    private let isSQLite: Bool
    /// The columns and values of an entry as the queue writes it.
    private let columns: [String]
    private let values: [String?]

    private static let made = Mutex(1_000_000_000)
    private static let beginning = UInt64(Date().timeIntervalSince1970 * 1000)
    static let rowsPerBulk = 1000
    private static let claimed = 50

    /// - Parameter entry: the id of an entry to take as a pattern.
    init(_ place: Place, like entry: String) async throws {
        connection = try place.bare()
        isSQLite = place.database.dialect == .sqlite
        let row = try await place.database.read { tx in try tx.first("SELECT * FROM job_entry WHERE id = \(entry)") }
        guard let row else { throw BareError(description: "The entry is gone.") }
        // The queue, too, leaves out what is as the table's defaults.
        let used = zip(row.columnNames, row.values).filter { $0.1 != .null && $0.1 != .integer(0) }
        columns = used.map(\.0)
        values = used.map { $0.1.text }
        try prepare()
    }

    private func prepare() throws {
        let marks = { (row: Int) in
            "(" + columns.indices.map { "$\(row * columns.count + $0 + 1)" }.joined(separator: ", ") + ")"
        }
        let target = "INSERT INTO job_entry (\(columns.joined(separator: ", "))) VALUES "
        try connection.prepare("insert", target + marks(0))
        // SQLite compiles one row and runs it a thousand times; PostgreSQL is asked once.
        if isSQLite == false { try connection.prepare("bulk", target + (0..<Self.rowsPerBulk).map(marks).joined(separator: ", ")) }
        try connection.prepare(
            "claim",
            """
            UPDATE job_entry SET status = 'inProcess', node = 'bare', lease = 'bare', started = 1, attempts = attempts + 1, baton = NULL,
                bounces = 0
            WHERE id IN (
                SELECT id FROM job_entry WHERE status = 'ready' AND priority = 1 AND due <= \(Int64.max) AND foreground IS NULL
                ORDER BY due, id LIMIT \(Self.claimed)\(isSQLite ? "" : " FOR UPDATE SKIP LOCKED")
            )
            RETURNING *
            """
        )
        let finish = """
            UPDATE job_entry SET status = 'finished', finished = 1, lease = NULL, node = NULL, started = NULL, error = NULL, losses = 0,
                cancel_requested = NULL, holds_after_run = 0, foreground = NULL, checkpoint = NULL
            WHERE id \(isSQLite ? "IN (SELECT value FROM json_each($1))" : "= ANY($1)") AND lease = 'bare' AND status = 'inProcess'
            """
        let log = """
            INSERT INTO job_run (id, entry, task, number, attempt, status, started, ended, parameters)
            SELECT id, id, task, number, 1, 'success', 1, 2, parameters FROM
            """
        if isSQLite {
            try connection.prepare("finish", finish)
            try connection.prepare("log", log + " job_entry WHERE id IN (SELECT value FROM json_each($1))")
        } else {
            try connection.prepare("finish", "WITH done AS (\(finish) RETURNING id, task, number, parameters) \(log) done")
        }
    }

    /// One entry, one commit.
    func insert() throws { try connection.run("insert", row()) }

    /// A thousand entries in one commit.
    func insertBulk() throws {
        guard isSQLite else {
            try connection.run("bulk", (0..<Self.rowsPerBulk).flatMap { _ in row() })
            return
        }
        try connection.execute("BEGIN IMMEDIATE")
        for _ in 0..<Self.rowsPerBulk { try connection.run("insert", row()) }
        try connection.execute("COMMIT")
    }

    /// Ids rise, like the queue's: they land at the end of the index.
    private func row() -> [String?] {
        let number = Self.made.withLock { made in
            made += 1
            return made
        }
        let id = "\(Self.beginning)-\(number)-00000000000"
        return zip(columns, values).map { column, value in
            switch column {
            case "id", "duplicate_key": id
            default: value
            }
        }
    }

    /// Claims fifty entries and finishes them, in two commits. Answers how many there were.
    func turn() throws -> Int {
        if isSQLite { try connection.execute("BEGIN IMMEDIATE") }
        let claimed = try connection.run("claim", [])
        if isSQLite { try connection.execute("COMMIT") }
        guard claimed.isEmpty == false else { return 0 }
        let quoted = claimed.map { "\"\($0)\"" }.joined(separator: ",")
        if isSQLite {
            try connection.execute("BEGIN IMMEDIATE")
            try connection.run("finish", ["[\(quoted)]"])
            try connection.run("log", ["[\(quoted)]"])
            try connection.execute("COMMIT")
        } else {
            try connection.run("finish", ["{\(quoted)}"])
        }
        return claimed.count
    }
}

extension DatabaseValue {
    fileprivate var text: String? {
        switch self {
        case .null: nil
        case .integer(let value): String(value)
        case .double(let value): String(value)
        case .text(let value): value
        case .bytes(let value): String(decoding: value, as: UTF8.self)
        }
    }
}

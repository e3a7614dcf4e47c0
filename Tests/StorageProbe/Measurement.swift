import Foundation
import Storage

/// How many statements a second the surface lets through, beside what the databases reach by themselves.
struct Measurement {
    let database: Database
    /// How long each case runs.
    let seconds: Double

    static let schema = MigrationModule(
        name: "measure",
        migrations: [
            Migration(
                "create",
                [
                    """
                    CREATE TABLE measure_job (
                        id BIGINT NOT NULL PRIMARY KEY, queue TEXT NOT NULL, kind TEXT NOT NULL, args TEXT NOT NULL,
                        state BIGINT NOT NULL, priority BIGINT NOT NULL, run_at BIGINT NOT NULL, attempt BIGINT NOT NULL DEFAULT 0,
                        locked_by TEXT, locked_at BIGINT, finished_at BIGINT
                    )
                    """,
                    "CREATE INDEX measure_job_ready ON measure_job (queue, priority DESC, run_at, id) WHERE state = 0",
                ]
            )
        ]
    )

    private static let arguments = "{\"i\":1,\"t\":1795615200,\"pad\":\"" + String(repeating: "x", count: 64) + "\"}"

    func run() async throws {
        try await database.migrate([Self.schema])
        let ids = Numbers()
        for clients in [1, 8, 64] {
            try await rate("insert, 1 row a transaction, \(clients) in flight", clients) {
                let id = ids.next()
                try await database.write { tx in
                    try tx.execute(
                        """
                        INSERT INTO measure_job (id, queue, kind, args, state, priority, run_at)
                        VALUES (\(id), 'default', 'noop', \(Self.arguments), 0, 0, \(id))
                        """
                    )
                }
                return 1
            }
        }
        try await rate("insert, 1000 rows a transaction", 1) {
            let rows = (0..<1000).map { _ -> [DatabaseValue] in
                let id = Int64(ids.next())
                return [.integer(id), .text("default"), .text("noop"), .text(Self.arguments), .integer(0), .integer(0), .integer(id)]
            }
            let columns = ["id", "queue", "kind", "args", "state", "priority", "run_at"]
            return try await database.write { try $0.insert(into: "measure_job", columns: columns, rows: rows) }
        }
        for (size, clients) in [(1, 1), (1, 4), (50, 1), (50, 2)] {
            try await rate("claim \(size) and complete \(size), \(clients) in flight", clients) { try await claimAndComplete(size) }
        }
        try await rate("read 1 row, 1 in flight", 1) {
            let id = Int.random(in: 1...1000)
            return try await database.read { try $0.first("SELECT * FROM measure_job WHERE id = \(id)") == nil ? 1 : 1 }
        }
        try await rate("decode 1000 rows of 11 columns", 1) {
            try await database.read { try $0.all(Job.self, "SELECT * FROM measure_job ORDER BY id LIMIT 1000").count }
        }
    }

    struct Job: Decodable {
        var id: Int
        var queue: String
        var kind: String
        var args: String
        var state: Int
        var priority: Int
        var runAt: Date
        var attempt: Int
        var lockedBy: String?
        var lockedAt: Date?
        var finishedAt: Date?
    }

    private func claimAndComplete(_ size: Int) async throws -> Int {
        let claimed = try await database.write { tx in
            try tx.all(
                Int.self,
                """
                UPDATE measure_job SET state = 1, attempt = attempt + 1, locked_by = 'probe', locked_at = \(1)
                WHERE id IN (
                    SELECT id FROM measure_job WHERE state = 0 AND queue = 'default'
                    ORDER BY priority DESC, run_at, id LIMIT \(size)\(skipLocked: ())
                )
                RETURNING id
                """
            )
        }
        try await database.write { tx in
            try tx.execute("UPDATE measure_job SET state = 2, finished_at = \(2) WHERE id IN \(list: claimed) AND state = 1")
        }
        return claimed.count
    }

    private func rate(_ name: String, _ clients: Int, _ operation: @escaping @Sendable () async throws -> Int) async throws {
        let start = ContinuousClock.now
        let end = start + .seconds(seconds)
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<clients {
                group.addTask {
                    var count = 0
                    while ContinuousClock.now < end { count += try await operation() }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        let rate = Double(count) / ((ContinuousClock.now - start) / .seconds(1))
        print("\(name): \(Int(rate))/s")
    }
}

/// Numbers for several tasks.
final class Numbers: @unchecked Sendable {
    private let lock = NSLock()
    private var last = 0
    func next() -> Int {
        lock.withLock {
            last += 1
            return last
        }
    }
}

/// How long a signal takes from another process, and what listening costs while nothing happens.
struct SignalMeasurement {
    let database: Database

    /// Waits for signals that hold the sender's clock, in microseconds.
    func listen(_ count: Int) async throws {
        var delays: [Int] = []
        for await payload in database.notifications(on: "delay") {
            guard let sent = Int(payload) else { continue }
            delays.append(Int(Date().microsecondsSince1970) - sent)
            if delays.count == count { break }
        }
        delays.sort()
        print("signal from another process: p50 \(delays[count / 2]) µs, p99 \(delays[count * 99 / 100]) µs, most \(delays[count - 1]) µs")
    }

    func send(_ count: Int) async throws {
        for _ in 0..<count {
            try await Task.sleep(for: .milliseconds(Int.random(in: 5...25)))
            try await database.write { $0.notify("delay", "\(Date().microsecondsSince1970)") }
        }
    }

    func idle(_ seconds: Double) async throws {
        let stream = database.notifications(on: "nothing")
        try await Task.sleep(for: .milliseconds(200))
        let before = clock()
        try await Task.sleep(for: .seconds(seconds))
        let used = Double(clock() - before) / Double(CLOCKS_PER_SEC)
        print("CPU while listening and idle: \((used / seconds * 10000).rounded() / 100) % of a core")
        withExtendedLifetime(stream) {}
    }
}

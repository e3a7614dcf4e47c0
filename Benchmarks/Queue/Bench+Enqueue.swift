import Foundation
import JobQueue
import Storage

extension Bench {
    func enqueue() async throws -> [Measure] {
        let queue = queue()
        let single = batch(min(entries, 5_000))
        let oneByOne = try await rate("enqueue one by one (\(single.count))", single.count, "entries/s") {
            for new in single { try await queue.enqueue(new) }
        }
        try await clear()
        let eight = try await rate("enqueue, 8 in flight (\(single.count))", single.count, "entries/s") {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for lane in 0..<8 {
                    group.addTask {
                        for index in stride(from: lane, to: single.count, by: 8) { try await queue.enqueue(single[index]) }
                    }
                }
                try await group.waitForAll()
            }
        }
        try await clear()
        let many = batch(100_000)
        let bulk = try await rate("enqueue in bulk, 1000 a call (100000)", many.count, "entries/s") {
            for start in stride(from: 0, to: many.count, by: 1000) { try await queue.enqueue(Array(many[start..<start + 1000])) }
        }
        return [oneByOne, eight, bulk]
    }

    /// What the database does with the same statements and no engine around them.
    func bare() async throws -> [Measure] {
        let queue = queue()
        let columns = try await template(queue)
        let count = min(entries, 5_000)
        let inserts = try await rate("bare insert, one a commit (\(count))", count, "rows/s") {
            for index in 0..<count {
                try await database.write { tx in try columns.insert(from: index, count: 1, in: tx) }
            }
        }
        try await clear()
        try await fill(entries, queue)
        let batched = try await rate("bare claim and finish, 50 at a time (\(entries))", entries, "entries/s") {
            while try await bareTurn(50) > 0 {}
        }
        return [inserts, batched]
    }

    /// The row of an entry as the queue writes it.
    private func template(_ queue: JobQueue) async throws -> RowTemplate {
        let entry = try await queue.enqueue(batch(1)[0])
        let row = try await database.read { tx in try tx.first("SELECT * FROM job_entry WHERE id = \(entry.id)") }
        guard let row else { throw JobQueueError(.notFound, "The entry is gone.") }
        return RowTemplate(columns: row.columnNames, values: row.values)
    }

    private func bareTurn(_ limit: Int) async throws -> Int {
        let claimed = try await database.write { tx in
            let rows = try tx.rows(
                """
                SELECT * FROM job_entry WHERE status = 'ready' AND priority = 1 AND due <= \(Int64.max) AND foreground IS NULL
                ORDER BY due, id LIMIT \(limit)\(skipLocked: ())
                """
            )
            let ids = try rows.map { try $0.get("id", as: String.self) }
            try tx.execute(
                """
                UPDATE job_entry SET status = 'inProcess', node = 'bare', lease = 'bare', started = 1, attempts = attempts + 1, baton = NULL,
                    bounces = 0 WHERE id IN \(list: ids)
                """
            )
            return ids
        }
        try await database.write { tx in
            _ = try tx.rows(
                """
                UPDATE job_entry SET status = 'finished', finished = 1, lease = NULL, node = NULL, started = NULL, error = NULL, losses = 0,
                    cancel_requested = NULL, holds_after_run = 0, foreground = NULL, checkpoint = NULL
                WHERE id IN \(list: claimed) AND lease = 'bare' AND status = 'inProcess' AND restarts_after_run = 0 RETURNING id
                """
            )
            try tx.insert(
                into: "job_run",
                columns: ["id", "entry", "task", "number", "attempt", "status", "started", "ended", "parameters"],
                rows: claimed.map {
                    [
                        .text($0), .text($0), .text("no-op"), .integer(1), .integer(1), .text("success"), .integer(1), .integer(2),
                        .text("{}"),
                    ]
                }
            )
        }
        return claimed.count
    }
}

/// A row to be inserted again and again under other ids.
struct RowTemplate: Sendable {
    let columns: [String]
    let values: [DatabaseValue]

    func insert(from index: Int, count: Int, in tx: Transaction) throws {
        let rows = (0..<count).map { offset in
            zip(columns, values).map { column, value -> DatabaseValue in
                switch column {
                case "id": .text("bare-\(index + offset)-\(UUID().uuidString)")
                case "duplicate_key": .text("bare \(index + offset)")
                default: value
                }
            }
        }
        try tx.insert(into: "job_entry", columns: columns, rows: rows)
    }
}

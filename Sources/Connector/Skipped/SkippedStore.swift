import Foundation
import Storage

/// The rows of skipped records of one shop and task.
struct SkippedStore {
    let tx: Transaction
    let shop: String
    let task: TaskName

    /// Parks a record, or counts another failure of one that is parked.
    func park(_ record: String, name: String, _ failure: Failure) throws {
        let now = try tx.now()
        let attempts =
            try tx.value(
                Int.self,
                "SELECT attempts FROM connector_skipped WHERE shop = \(shop) AND task = \(task.rawValue) AND record = \(record)"
            ) ?? 0
        let next = now.addingTimeInterval(SkippedRecord.delay(afterAttempts: attempts + 1))
        try tx.execute(
            """
            INSERT INTO connector_skipped (id, shop, task, record, name, reason, code, field, attempts, next_try, since, last_try)
            VALUES (\(RecordID.next()), \(shop), \(task.rawValue), \(record), \(name), \(failure.reason), \(failure.code), \(failure.field),
                    1, \(next), \(now), \(now))
            ON CONFLICT (shop, task, record) DO UPDATE SET name = excluded.name, reason = excluded.reason, code = excluded.code,
                field = excluded.field, attempts = connector_skipped.attempts + 1, next_try = excluded.next_try, last_try = excluded.last_try
            """
        )
    }

    /// The record went through: it is parked no longer.
    func clear(_ records: [String]) throws {
        guard !records.isEmpty else { return }
        try tx.execute(
            "DELETE FROM connector_skipped WHERE shop = \(shop) AND task = \(task.rawValue) AND record IN \(list: records)"
        )
    }

    /// The records to try again now: those that are due, or all of them.
    func due(all: Bool, limit: Int = 250, after record: String = "") throws -> [String] {
        let now = try tx.now()
        let time: Statement = all ? "" : "AND next_try <= \(now)"
        return try tx.rows(
            """
            SELECT record FROM connector_skipped WHERE shop = \(shop) AND task = \(task.rawValue) AND record > \(record) \(time)
            ORDER BY record LIMIT \(limit)
            """
        ).map { try $0.get("record") }
    }

    /// Every parked record, and whether it is to be tried again now.
    func parked() throws -> [String: Bool] {
        let now = try tx.now()
        var found: [String: Bool] = [:]
        for row in try tx.rows("SELECT record, next_try FROM connector_skipped WHERE shop = \(shop) AND task = \(task.rawValue)") {
            found[try row.get("record")] = try row.get("next_try", as: Date.self) <= now
        }
        return found
    }

    func isParked(_ record: String) throws -> Bool {
        try tx.first(
            "SELECT 1 AS found FROM connector_skipped WHERE shop = \(shop) AND task = \(task.rawValue) AND record = \(record)"
        ) != nil
    }
}

public import BackOffice
import Foundation
import Storage

/// What dry runs would have done: kept by run, so that the caller can show and export it.
public struct PlannedChanges: Sendable {
    let database: Database

    /// All changes of a dry run, in their order.
    public func list(run: String, limit: Int? = nil) async throws -> [RecordChange] {
        try await database.read { tx in
            let end: Statement = limit.map { "LIMIT \($0)" } ?? ""
            return try tx.rows(
                "SELECT record, field, before, after FROM connector_planned WHERE run = \(run) ORDER BY position \(end)"
            ).map { row in
                RecordChange(
                    record: try row.get("record"),
                    field: try row.get("field"),
                    from: try row.get("before"),
                    to: try row.get("after")
                )
            }
        }
    }

    /// As CSV: UTF-8, comma, header.
    public func csv(run: String) async throws -> String {
        let cell = { (text: String) in
            text.contains(where: { ",\"\n\r".contains($0) }) ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
        }
        let rows = try await list(run: run).map { [$0.record, $0.field, $0.from, $0.to].map(cell).joined(separator: ",") }
        return (["record,field,from,to"] + rows).joined(separator: "\n") + "\n"
    }

    static func store(_ changes: [RecordChange], run: String, in tx: Transaction) throws {
        let now = try tx.now()
        // Dry runs are looked at once: those of last week are of no use.
        try tx.execute("DELETE FROM connector_planned WHERE at < \(now.addingTimeInterval(-7 * 86_400))")
        // The tasks of one run follow one another.
        let first = try tx.value(Int.self, "SELECT COALESCE(MAX(position) + 1, 0) FROM connector_planned WHERE run = \(run)") ?? 0
        try tx.insert(
            into: "connector_planned",
            columns: ["run", "position", "at", "record", "field", "before", "after"],
            rows: changes.enumerated().map { index, change in
                [
                    run.databaseValue, (first + index).databaseValue, now.databaseValue, change.record.databaseValue,
                    change.field.databaseValue,
                    change.from.databaseValue, change.to.databaseValue,
                ]
            },
            onConflict: "ON CONFLICT (run, position) DO NOTHING"
        )
    }
}

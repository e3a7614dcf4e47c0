import Storage

/// The log lines that runs captured.
enum LogLineStore {
    static func append(_ lines: [LogBuffer.Line], run: String, in tx: Transaction) throws {
        guard lines.isEmpty == false else { return }
        try tx.postInsert(
            into: "job_log_line",
            columns: ["run", "number", "logged", "level", "message", "metadata", "bytes"],
            rows: try lines.map { line in
                [
                    .text(run), .of(line.number), .integer(line.at), .text(line.level), .text(line.message),
                    .of(line.metadata.isEmpty ? nil : try JSONText.of(line.metadata)), .of(line.bytes),
                ]
            },
            onConflict: "ON CONFLICT (run, number) DO NOTHING"
        )
        // Only a run that logs a lot can be above its limit.
        if let last = lines.last, last.number > 100 { try trim(run: run, in: tx) }
    }

    /// Drops the oldest lines beyond ``LogBuffer/limit``.
    private static func trim(run: String, in tx: Transaction) throws {
        let total = try tx.value(Int.self, "SELECT SUM(bytes) FROM job_log_line WHERE run = \(run)") ?? 0
        guard total > LogBuffer.limit else { return }
        var excess = total - LogBuffer.limit
        var last: Int?
        for row in try tx.rows("SELECT number, bytes FROM job_log_line WHERE run = \(run) ORDER BY number") where excess > 0 {
            last = try row.get(0)
            excess -= try row.get(1, as: Int.self)
        }
        if let last { try tx.execute("DELETE FROM job_log_line WHERE run = \(run) AND number <= \(last)") }
    }

    static func list(run: String, after: Int, limit: Int, in tx: Transaction) throws -> [LogLine] {
        try tx.rows(
            """
            SELECT number, logged, level, message, metadata FROM job_log_line
            WHERE run = \(run) AND number > \(after) ORDER BY number LIMIT \(limit)
            """
        ).map { row in
            LogLine(
                number: try row.get(0),
                at: Instants.date(try row.get(1)),
                level: try row.get(2),
                message: try row.get(3),
                metadata: try row.get(4, as: String?.self).map { try JSONText.decode([String: String].self, from: $0) } ?? [:]
            )
        }
    }
}

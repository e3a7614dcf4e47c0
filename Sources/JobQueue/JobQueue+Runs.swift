import Storage

extension JobQueue {
    /// The runs that a filter lets through, newest first.
    public func runs(_ filter: RunFilter = RunFilter()) async throws -> [Run] {
        let task = taskName(filter.task)
        return try await database.read { tx in try RunStore.list(filter, task: task, in: tx).map { try Run($0) } }
    }

    /// One run.
    /// - Throws: ``JobQueueError`` `notFound`.
    public func run(_ id: String) async throws -> Run {
        try await database.read { tx in
            guard let row = try RunStore.find(id, in: tx) else { throw JobQueueError.noRun(id) }
            return try Run(row)
        }
    }

    /// The log lines of a run, oldest first.
    /// - Parameter after: Lines with a higher ``LogLine/number`` only.
    public func logLines(run: String, after: Int = 0, limit: Int = 1000) async throws -> [LogLine] {
        try await database.read { tx in try LogLineStore.list(run: run, after: after, limit: limit, in: tx) }
    }
}

import Storage
import Testing

@testable import JobQueue

/// Expects an error of the queue with this code, about this field.
func expectError(
    _ code: JobQueueError.Code,
    field: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
) async {
    do {
        try await body()
        Issue.record("Nothing was thrown; expected \(code).", sourceLocation: sourceLocation)
    } catch let error as JobQueueError {
        #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
        if let field { #expect(error.field == field, "\(error)", sourceLocation: sourceLocation) }
    } catch {
        Issue.record("Expected \(code), but there was \(error).", sourceLocation: sourceLocation)
    }
}

extension Workshop {
    func status(_ id: String) async throws -> EntryStatus { try await queue.entry(id).status }

    /// The runs of an entry, oldest first.
    func runs(_ id: String) async throws -> [Run] { try await queue.runs(RunFilter(entry: id)).reversed() }

    func heldLocks() async throws -> [String] {
        try await database.read { tx in try tx.rows("SELECT name FROM job_lock ORDER BY name").map { try $0.get(0, as: String.self) } }
    }
}

import Storage

extension JobQueue {
    /// A user's notices, newest first.
    public func notices(for recipient: String, includesSeen: Bool = false, limit: Int = 100) async throws -> [Notice] {
        try await database.read { tx in try NoticeStore.list(recipient: recipient, includesSeen: includesSeen, limit: limit, in: tx) }
    }

    /// Marks a notice as seen.
    /// - Throws: ``JobQueueError`` `notFound`.
    public func seeNotice(_ id: String) async throws {
        let isThere = try await database.write { tx in try NoticeStore.see(id, now: Instants.microseconds(try tx.now()), in: tx) }
        if isThere == false { throw JobQueueError(.notFound, "There is no notice \(id).", record: id) }
    }
}

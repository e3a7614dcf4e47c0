import Storage

/// What the database says a node holds, to compare with what the node believes to run.
struct HeldEntries: Sendable {
    /// Ids of runs, and whether their cancellation was asked for.
    private(set) var isCancelled: [String: Bool] = [:]

    init(node: String, in tx: Transaction) throws {
        let rows = try tx.rows(
            "SELECT id, lease, cancel_requested FROM job_entry WHERE status = 'inProcess' AND node = \(node) ORDER BY id"
        )
        for row in rows {
            isCancelled[RunIdentity.id(entry: try row.get(0), lease: try row.get(1))] = try row.get(2, as: Int64?.self) != nil
        }
    }
}

import Foundation
import Storage

/// How far a task has come in a shop: the update time up to which everything was read or parked. A run with filters has a cursor of its
/// own, so that it cannot make others miss what it left out.
struct SyncCursor {
    let tx: Transaction
    let shop: String
    let task: String
    /// The filter's digest; empty without filter.
    var filter = ""

    func position() throws -> Date? {
        try tx.value(
            Date.self,
            "SELECT position FROM connector_cursors WHERE shop = \(shop) AND task = \(task) AND filter = \(filter)"
        )
    }

    func advance(to position: Date) throws {
        try tx.execute(
            """
            INSERT INTO connector_cursors (shop, task, filter, position, updated_at)
            VALUES (\(shop), \(task), \(filter), \(position), \(try tx.now()))
            ON CONFLICT (shop, task, filter) DO UPDATE SET position = excluded.position, updated_at = excluded.updated_at
            """
        )
    }

    /// All cursors of the task, with and without filters: back to an instant, or to the beginning.
    func reset(to position: Date?) throws {
        try tx.execute("DELETE FROM connector_cursors WHERE shop = \(shop) AND task = \(task)")
        if let position { try advance(to: position) }
    }
}

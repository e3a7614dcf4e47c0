import Foundation
import Storage

/// The nodes: processes that run entries. A node's row is its claim to be alive; the database's clock decides.
enum NodeStore {
    /// A node's id begins with its name, so that rows about it can be read when the node is gone.
    static func id(name: String, unique: String) -> String { "\(name)#\(unique)" }

    static func name(ofNode id: String) -> String { id.lastIndex(of: "#").map { String(id[..<$0]) } ?? id }

    static func register(_ id: String, name: String, process: ProcessIdentity?, now: Int64, in tx: Transaction) throws {
        try tx.insert(
            into: "job_node",
            columns: ["id", "name", "started", "seen", "is_dead", "process"],
            rows: [[.text(id), .text(name), .integer(now), .integer(now), .integer(0), process.map { .text($0.text) } ?? .null]]
        )
    }

    /// - Returns: False when the node was declared dead: all that it held belongs to others.
    static func beat(_ id: String, now: Int64, in tx: Transaction) throws -> Bool {
        try tx.execute("UPDATE job_node SET seen = \(now) WHERE id = \(id) AND is_dead = 0") > 0
    }

    /// The time, if the node is alive; it stays so until the transaction ends. Asked at once, since every turn asks both.
    static func holdAlive(_ id: String, in tx: Transaction) throws -> Date? {
        try tx.value(Date.self, "SELECT \(now: ()) FROM job_node WHERE id = \(id) AND is_dead = 0\(forUpdate: ())")
    }

    static func remove(_ id: String, in tx: Transaction) throws {
        try tx.execute("DELETE FROM job_node WHERE id = \(id)")
    }

    /// Whether a node has been silent for longer than its lease, or is being cleared up after.
    static func isAnyDead(lease: Int64, now: Int64, in tx: Transaction) throws -> Bool {
        try tx.first("SELECT id FROM job_node WHERE is_dead = 1 OR seen < \(now - lease) LIMIT 1") != nil
    }

    /// The nodes whose process is seen to be gone, whatever their lease says.
    static func gone(in tx: Transaction) throws -> [String] {
        try tx.rows("SELECT id, process FROM job_node WHERE is_dead = 0 AND process IS NOT NULL").compactMap { row in
            guard let process = ProcessIdentity(try row.get(1, as: String.self)), process.isGone else { return nil }
            return try row.get(0, as: String.self)
        }
    }

    /// Declares silent nodes and those known to be gone dead, and takes back a bounded number of the entries that dead ones hold.
    /// - Returns: What changed; empty when there was nothing to do.
    static func rescue(
        gone: [String],
        lease: Int64,
        limit: Int,
        ids: UUIDv7,
        now: Date,
        in tx: Transaction
    ) throws -> [QueueEvent] {
        let moment = Instants.microseconds(now)
        try tx.execute("UPDATE job_node SET is_dead = 1 WHERE is_dead = 0 AND (seen < \(moment - lease) OR id IN \(list: gone))")
        var events: [QueueEvent] = []
        let dead = try tx.rows("SELECT id FROM job_node WHERE is_dead = 1 ORDER BY id\(skipLocked: ())").map {
            try $0.get(0, as: String.self)
        }
        for node in dead where events.count < limit {
            let rows = try tx.rows(
                """
                SELECT \(EntryRow.columnList) FROM job_entry
                WHERE status = 'inProcess' AND node = \(node) ORDER BY id LIMIT \(limit - events.count)\(forUpdate: ())
                """
            ).map(EntryRow.init)
            for row in rows {
                let outcome: Outcome = row.cancelRequested == nil ? .lost : .cancelled
                if let event = try EndingStore(ids: ids, now: now).end(row, outcome, in: tx) { events.append(event) }
            }
            // Runs in the foreground whose process is gone go on in the background.
            try tx.execute("UPDATE job_entry SET foreground = NULL WHERE foreground = \(node) AND status IN ('ready', 'waiting')")
            if events.count < limit { try remove(node, in: tx) }
        }
        return events
    }
}

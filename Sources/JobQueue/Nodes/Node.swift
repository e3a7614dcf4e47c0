public import Foundation
import Storage

/// A process that runs entries, or did a moment ago.
public struct Node: Sendable, Hashable, Codable, Identifiable {
    public let id: String
    /// What the run log calls it.
    public let name: String
    public let started: Date
    /// Its last heartbeat.
    public let seen: Date
    /// Whether it said so within the lease.
    public let isAlive: Bool

    private enum CodingKeys: String, CodingKey {
        case id, name, started, seen
        case isAlive = "alive"
    }
}

extension JobQueue {
    /// The processes that run entries, by name. A process that ended properly is not among them.
    /// - Parameter lease: Silence after which a node counts as gone.
    public func nodes(lease: TimeInterval = 30) async throws -> [Node] {
        try await database.read { tx in
            let now = try tx.now()
            return try tx.rows("SELECT id, name, started, seen, is_dead FROM job_node ORDER BY name, id").map { row in
                let seen = Instants.date(try row.get("seen"))
                let isDead = try row.get("is_dead", as: Int.self) == 1
                return Node(
                    id: try row.get("id"),
                    name: try row.get("name"),
                    started: Instants.date(try row.get("started")),
                    seen: seen,
                    isAlive: isDead == false && now.timeIntervalSince(seen) < lease
                )
            }
        }
    }
}

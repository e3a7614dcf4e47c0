public import Foundation
import Storage

extension Orders {
    /// How many orders of all shops were placed between each instant and the next one: one figure less than instants.
    public func counts(between edges: [Date]) async throws -> [Int] {
        try await database.read { tx in
            try zip(edges, edges.dropFirst()).map { start, end in
                try tx.value(Int.self, "SELECT COUNT(*) FROM connector_orders WHERE created_at >= \(start) AND created_at < \(end)") ?? 0
            }
        }
    }
}

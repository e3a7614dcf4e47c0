public import Foundation
import Storage

extension JobQueue {
    /// What runs that began between each instant and the next one asked of shops: one sum less than instants.
    ///
    /// A run's id begins with its time, so that each sum reads the runs of its span and no others.
    public func requests(between edges: [Date]) async throws -> [(requests: Int, points: Int)] {
        try await database.read { tx in
            try zip(edges, edges.dropFirst()).map { start, end in
                let row = try tx.first(
                    """
                    SELECT CAST(COALESCE(SUM(requests), 0) AS BIGINT) AS requests, CAST(COALESCE(SUM(points), 0) AS BIGINT) AS points
                    FROM job_run WHERE id >= \(Self.firstID(start)) AND id < \(Self.firstID(end))
                    """
                )
                return (try row?.get("requests") ?? 0, try row?.get("points") ?? 0)
            }
        }
    }

    /// The points that runs that began since then took from each shop's API.
    public func points(since start: Date) async throws -> [String: Int] {
        try await database.read { tx in
            let rows = try tx.rows(
                """
                SELECT shop, CAST(SUM(points) AS BIGINT) AS points FROM job_run
                WHERE id >= \(Self.firstID(start)) AND shop IS NOT NULL GROUP BY shop
                """
            )
            return Dictionary(try rows.map { (try $0.get("shop"), try $0.get("points")) }, uniquingKeysWith: { $0 + $1 })
        }
    }

    /// What the ids of all runs that begin then or later are not below.
    private static func firstID(_ instant: Date) -> String {
        let digits = String(UInt64(max(0, instant.timeIntervalSince1970 * 1000)), radix: 16)
        let padded = String(repeating: "0", count: max(0, 12 - digits.count)) + digits
        return padded.prefix(8) + "-" + padded.dropFirst(8).prefix(4)
    }
}

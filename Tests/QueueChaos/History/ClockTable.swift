import Foundation
import Storage

/// How wrong the nodes' clocks were, as they saw it themselves: proof that the mischief with clocks reached them.
enum ClockTable {
    static func install(in tx: Transaction) throws {
        try tx.execute("CREATE TABLE chaos_clock (node TEXT NOT NULL, seconds DOUBLE PRECISION NOT NULL)")
    }

    /// A node notes its own wall clock against the database's.
    static func note(_ node: String, in tx: Transaction) throws {
        let seconds = Date().timeIntervalSince(try tx.now())
        try tx.execute("INSERT INTO chaos_clock (node, seconds) VALUES (\(node), \(seconds))")
    }

    /// Seconds, ascending.
    static func read(in tx: Transaction) throws -> [Double] {
        try tx.all(Double.self, "SELECT seconds FROM chaos_clock ORDER BY seconds")
    }
}

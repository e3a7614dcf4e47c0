import Foundation

/// Signals between the processes that share a SQLite file: rows of a small table, of which the oldest are dropped.
///
/// Whoever listens looks at `PRAGMA data_version`, which costs microseconds, and reads the table only after somebody's commit.
struct SQLiteSignals: Sendable {
    /// Tells this process's own signals, which were delivered already, from those of others.
    let sender = UUID().uuidString
    let hub: NotificationHub
    /// A database in memory has no other processes.
    let isShared: Bool

    /// So many signals stay in the table; a listener that is further behind has missed hints.
    private static let kept = 4096

    static let createTable: Statement = """
        CREATE TABLE IF NOT EXISTS storage_signal (
            id INTEGER PRIMARY KEY,
            channel TEXT NOT NULL,
            payload TEXT NOT NULL,
            sender TEXT NOT NULL
        )
        """

    /// Writes the signals of a group into its transaction.
    func record(_ signals: [Signal], _ connection: SQLiteConnection) throws {
        guard isShared, !signals.isEmpty else { return }
        let transaction = Transaction(connection)
        guard try transaction.hasTable("storage_signal") else { return }
        let distinct = Set(signals)
        try transaction.insert(
            into: "storage_signal",
            columns: ["channel", "payload", "sender"],
            rows: distinct.map { [.text($0.channel), .text($0.payload), .text(sender)] }
        )
        let newest = try Self.newest(transaction)
        if newest % 256 < distinct.count {
            try transaction.execute("DELETE FROM storage_signal WHERE id <= \(newest - Self.kept)")
        }
    }

    func publish(_ signals: [Signal]) { hub.publish(signals) }

    /// The number of the newest signal in the table, 0 when there is none.
    static func newest(_ transaction: Transaction) throws -> Int {
        guard try transaction.hasTable("storage_signal") else { return 0 }
        return try transaction.value(Int.self, "SELECT MAX(id) FROM storage_signal") ?? 0
    }

    /// The signals of other processes after a number, and the number of the newest signal.
    func received(after last: Int, _ transaction: Transaction) throws -> (signals: [Signal], newest: Int) {
        guard try transaction.hasTable("storage_signal") else { return ([], last) }
        var signals: [Signal] = []
        var newest = last
        try transaction.forEach("SELECT id, channel, payload, sender FROM storage_signal WHERE id > \(last) ORDER BY id") { row in
            newest = try row.get(0)
            if try row.get(3) != sender { signals.append(Signal(channel: try row.get(1), payload: try row.get(2))) }
        }
        return (signals, newest)
    }
}

public import Foundation

/// How a ``Database`` behaves; the defaults are for a server.
public struct DatabaseConfiguration: Sendable {
    /// The most transactions that read at the same time on SQLite.
    public var maximumReaders = 4
    /// The most connections that are open to PostgreSQL, each with a thread of its own. One more listens for signals.
    public var maximumConnections = 8
    /// How long a write waits for another process's write on SQLite, and a lock on PostgreSQL, before it fails with `busy`.
    public var busyTimeout: Duration = .seconds(10)
    /// How long one statement may run on PostgreSQL before it fails with `timeout`; zero for no limit.
    public var statementTimeout: Duration = .seconds(60)
    /// How long a transaction on PostgreSQL may do nothing between two statements. After that the server takes its process for paused or gone,
    /// ends the connection and frees its locks; a process that only was slow begins the transaction anew. Zero for no limit.
    public var idleTransactionTimeout: Duration = .seconds(20)
    /// How long opening a connection to PostgreSQL may take before it fails with `connectionFailed`.
    public var connectTimeout: Duration = .seconds(10)
    /// The least time between two looks for signals of other processes on SQLite. Where the system tells of writes to files (Linux) an idle
    /// process does not look at all. PostgreSQL needs no looking.
    public var signalPollInterval: Duration = .milliseconds(4)
    /// The clock of ``Transaction/now()``, in place of the database's own: for tests.
    public var now: (@Sendable () -> Date)?

    public init(now: (@Sendable () -> Date)? = nil) {
        self.now = now
    }
}

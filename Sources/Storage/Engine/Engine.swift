import Foundation

/// What SQLite and PostgreSQL do each in their way behind ``Database``.
protocol Engine: Sendable {
    var dialect: Dialect { get }
    /// The clock of transactions when it is not the server's.
    var clock: (@Sendable () -> Date)? { get }
    /// About the server's time, when it was asked not long ago.
    var recentTime: Date? { get }
    /// Runs the body on a thread of the engine's own, in a snapshot that nobody else's commit changes.
    func read(_ pending: PendingTransaction)
    /// Runs the body on a thread of the engine's own; tells the caller after the commit.
    func write(_ pending: PendingTransaction)
    /// Somebody began to listen: signals of other processes are wanted from now on.
    func startListening()
    /// Takes the lock for migrating and makes the tables of the engine's own, inside the transaction that migrates.
    func prepareForMigration(_ transaction: Transaction) throws
    /// What the engine itself says about the soundness of the database.
    func findProblems(_ transaction: Transaction) throws -> [String]
    /// Refuses work from now on, waits for what runs and closes the connections. May be called again.
    func close() async
}

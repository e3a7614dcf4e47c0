import Foundation
import GRDB
import Synchronization

/// Finds what belongs to each of GRDB's connections.
final class SQLiteConnections: Sendable {
    private let all = Mutex<[ObjectIdentifier: SQLiteConnection]>([:])
    private let clock: @Sendable () -> Date

    init(clock: @escaping @Sendable () -> Date) { self.clock = clock }

    /// Called for each connection when it is opened, also for one at the address of another that is gone.
    func add(_ database: GRDB.Database) {
        let connection = SQLiteConnection(database, clock: clock)
        all.withLock { $0[ObjectIdentifier(database)] = connection }
    }

    subscript(database: GRDB.Database) -> SQLiteConnection {
        guard let connection = all.withLock({ $0[ObjectIdentifier(database)] }) else {
            preconditionFailure("A connection was not prepared.")
        }
        return connection
    }

    /// To be called while no connection is in use.
    func forgetStatements() {
        all.withLock { for connection in $0.values { connection.forgetStatements() } }
    }
}

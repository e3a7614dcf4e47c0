import Foundation
import JobQueue
import Storage

/// What one check does.
struct ChaosPlan: Sendable {
    var address: DatabaseAddress
    /// The address as it was given, with its password.
    var addressText: String
    var folder: URL
    var seconds: Int
    var nodes: Int
    var workers: Int
    var seed: UInt64
    /// Seconds; short, so that in a minute much can happen.
    var lease: Double
    /// Seconds; what the queue has when nobody says otherwise, for the measuring of the recovery.
    var recoveryLease = WorkerConfiguration(name: "").lease / .seconds(1)
    /// How often a worker is killed in peace and quiet, to see how long its entries wait.
    var recoveryRounds: Int
    var allowsNamespaces = true
    var verbose: Bool

    var usesNetwork: Bool { address.dialect == .postgreSQL }
}

/// One line of the recorded history: what the database itself saw happen, in its order.
struct HistoryEvent: Sendable, Decodable {
    enum Kind: String, Sendable, Decodable {
        /// A row of the lock table appeared: somebody holds `lock` at `slot`.
        case take
        /// It went away.
        case free
        /// An entry appeared or changed its status or lease.
        case entry
        /// An entry was deleted.
        case gone
        /// A row of the run log appeared, or its status changed.
        case run
        /// A task wrote something within its lease.
        case effect
    }

    var seq: Int64
    /// Microseconds since 1970 by the database server's own clock, whatever clock the nodes see.
    var at: Int64 = 0
    var kind: Kind
    var entry: String
    var run: String?
    var lock: String?
    var slot: Int64?
    var status: String?
    var previous: String?
    var lease: String?
    var node: String?
    var attempt: Int64?
    /// Microseconds since 1970 by the queue's clock.
    var scheduledFor: Int64?
    /// The number of a task's step.
    var step: Int64?
}

import Storage

/// The signals the queue sends with its transactions. All are hints.
enum Channel {
    /// Something became ready: the payload says from which due time on, in microseconds; empty when it may be any.
    static let due = "job_due"

    /// The payload for new entries. In whole seconds, so that many enqueues are one signal. On SQLite nobody asks for it.
    static func payload(due: Int64?, _ dialect: Dialect) -> String {
        guard let due, dialect == .postgreSQL else { return "" }
        let second: Int64 = 1_000_000
        // One less: the time it is told from may be an estimate.
        return String((due / second - 1) * second)
    }
    /// A running entry was cancelled: payload is its id.
    static let cancel = "job_cancel"
    /// Something changed: payload is one or more ``QueueEvent`` texts, one a line.
    static let event = "job_event"
}

extension Transaction {
    /// Tells pages and followers. More than a few at once are told as one ``QueueEvent/many``.
    func tell(_ events: [QueueEvent]) {
        guard events.isEmpty == false else { return }
        let text = events.count > QueueEvent.mostTold ? QueueEvent.many.text : events.map(\.text).joined(separator: "\n")
        notify(Channel.event, text)
    }
}

import Storage

/// The signals the queue sends with its transactions. All are hints.
enum Channel {
    /// Something became due.
    static let due = "job_due"
    /// A running entry was cancelled: payload is its id.
    static let cancel = "job_cancel"
    /// Something changed: payload is one or more ``QueueEvent`` texts, one a line.
    static let event = "job_event"
}

extension Transaction {
    /// Tells pages and followers. More than a few at once are told as one ``QueueEvent/many``.
    func tell(_ events: [QueueEvent]) {
        guard events.isEmpty == false else { return }
        let text = events.count > 20 ? QueueEvent.many.text : events.map(\.text).joined(separator: "\n")
        notify(Channel.event, text)
    }
}

/// Where an entry stands.
public enum EntryStatus: String, Sendable, Hashable, Codable, CaseIterable {
    /// A person keeps it from starting.
    case onHold
    /// It starts when it is due.
    case ready
    /// It is due, but a lock that it needs is held.
    case waiting
    /// An attempt is running.
    case inProcess
    /// It failed, and waits for a person.
    case error
    /// A one-off that came to its end.
    case finished
    /// A recurring entry that found nothing to do, and sleeps until its inactivity timeout or a change.
    case onHoldWithInactivityTimeout
}

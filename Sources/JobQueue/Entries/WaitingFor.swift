/// A lock that an entry needs, and the entry that holds it.
public struct WaitingFor: Sendable, Hashable, Codable {
    public let lock: String
    /// The id of the entry that holds the lock.
    public let entry: String

    public init(lock: String, entry: String) {
        self.lock = lock
        self.entry = entry
    }
}

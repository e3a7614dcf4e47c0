/// How a run (a job queue log entry) stands or ended.
public enum RunStatus: String, Sendable, Hashable, Codable, CaseIterable {
    case inProcess
    case success
    case error
    case cancelled
    /// The entry's expiration passed before it could start.
    case expired
    /// Nothing ran: a slot was passed over, or the entry had to wait. The message says why.
    case skipped
}

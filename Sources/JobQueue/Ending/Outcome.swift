/// How an attempt ended.
enum Outcome: Sendable {
    case succeeded(String?)
    case nothingChanged
    /// - Parameter retryAfter: Microseconds; nil for the entry's own backoff.
    case failed(String, details: String?, retryAfter: Int64?, isPermanent: Bool)
    case timedOut
    case cancelled
    /// The worker shut down, or never began it: back to Ready, not charged.
    case returned(String?)
    /// It needs other locks than it holds: back to Ready with them, not charged.
    case relocked(String)
    /// Its worker died: back to Ready, not charged, unless that keeps happening.
    case lost
}

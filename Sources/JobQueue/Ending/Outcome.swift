/// How an attempt ended.
enum Outcome: Sendable {
    case succeeded(String?)
    case nothingChanged
    /// - Parameters:
    ///   - code: A stable name of what went wrong, where the error has one.
    ///   - retryAfter: Microseconds; nil for the entry's own backoff.
    case failed(String, details: String?, code: String? = nil, retryAfter: Int64?, isPermanent: Bool)
    case timedOut
    case cancelled
    /// The worker shut down, or never began it: back to Ready, not charged.
    case returned(String?)
    /// It needs other locks than it holds: back to Ready with them, not charged.
    case relocked(String)
    /// Its worker died: back to Ready, not charged, unless that keeps happening.
    case lost
}

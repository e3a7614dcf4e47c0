/// Thrown by a task that knows when another attempt makes sense, e.g. from a `Retry-After` header.
///
/// The delay replaces the entry's backoff; the attempt is charged like any failure.
public struct RetryLater: Error, Sendable, CustomStringConvertible {
    /// Time until the next attempt.
    public let after: Duration
    public let cause: (any Error)?

    public init(after: Duration, cause: (any Error)? = nil) {
        self.after = after
        self.cause = cause
    }

    public var description: String {
        cause.map { "\($0)" } ?? "Asked to try again in \(after.components.seconds) s."
    }
}

/// Thrown by a task when no further attempt can help: the entry fails at once, whatever attempts are left.
public struct PermanentFailure: Error, Sendable, CustomStringConvertible {
    public let cause: any Error

    public init(_ cause: any Error) {
        self.cause = cause
    }

    public var description: String { "\(cause)" }
}

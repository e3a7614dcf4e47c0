/// Sees what the queue does, to measure and to trace. Every method has an empty default.
///
/// **Limits.** Called in the process that acts. Methods are in the way of the work: be quick, and do not throw what the attempt did not.
public protocol JobMiddleware: Sendable {
    /// Context to keep with a new entry, such as a W3C `traceparent`. The first middleware that answers is asked.
    func traceContext() -> String?
    /// Entries were saved.
    func enqueued(task: String, count: Int)
    /// Around an attempt. Call `next` exactly once.
    func run(_ attempt: AttemptDescription, next: () async throws -> JobResult) async throws -> JobResult
    /// An attempt ended and its result was saved.
    func ended(_ attempt: AttemptDescription, status: RunStatus, seconds: Double)
}

extension JobMiddleware {
    public func traceContext() -> String? { nil }
    public func enqueued(task: String, count: Int) {}
    public func run(_ attempt: AttemptDescription, next: () async throws -> JobResult) async throws -> JobResult { try await next() }
    public func ended(_ attempt: AttemptDescription, status: RunStatus, seconds: Double) {}
}

/// What a middleware is told of an attempt.
public struct AttemptDescription: Sendable {
    public let entry: String
    public let run: String
    public let task: String
    public let shop: String?
    public let attempt: Int
    /// From due to start.
    public let secondsWaited: Double
    /// What ``JobMiddleware/traceContext()`` answered when the entry was created.
    public let trace: String?
}

public import Foundation

/// Sees every attempt of every request: for counting, for an activity log, for metrics.
///
/// Called once an attempt, after its answer (or its failure), on the task that sent it: return quickly.
public protocol AdminRequestObserver: Sendable {
    func observe(_ attempt: AdminRequestAttempt)
    /// The client begins to wait (true), or has waited (false): for points, before it sends again, for an operation that the shop carries
    /// out in its own time. Requests that are sent side by side wait side by side.
    func waits(_ isWaiting: Bool)
}

extension AdminRequestObserver {
    public func waits(_ isWaiting: Bool) {}
}

/// One attempt of one request, as an observer sees it.
public struct AdminRequestAttempt: Sendable {
    /// The shop's domain.
    public let shop: String
    /// The operation's name.
    public let operation: String
    public let isMutation: Bool
    /// 1 for the first send of the request.
    public let attempt: Int
    /// The HTTP status; `nil` when no answer came.
    public let status: Int?
    /// Points asked for: Shopify's own figure where it answered, else the estimate.
    public let requestedCost: Int
    /// Points charged; `nil` when Shopify did not say.
    public let actualCost: Int?
    /// The bucket after the request, as Shopify told it.
    public let throttle: ThrottleStatus?
    /// From send to the last byte of the answer, without the wait for the bucket.
    public let seconds: Double
    /// Shopify's id of the request: what its support asks for.
    public let requestID: String?
    /// Why the attempt failed; `nil` when it did not.
    public let error: AdminError?
    /// The request's body. It holds personal data: redact before keeping.
    public let requestBody: Data
    /// The answer's body, when there was one. It holds personal data: redact before keeping.
    public let responseBody: Data?
}

/// How often, and after what delay, a request is repeated.
///
/// Throttling is not a failure: a throttled request was not executed, it waits for the bucket. It is bounded by time alone.
public struct RetryPolicy: Sendable, Hashable {
    /// Sends of one request at most, the first included; throttled ones do not count.
    public var attempts: Int
    /// The delay before the first repeat; it doubles with each.
    public var firstDelay: Duration
    /// The longest delay.
    public var longestDelay: Duration
    /// How long a request may be throttled, in all, before it fails. Also the longest `Retry-After` that is waited for.
    public var throttledFor: Duration

    public init(
        attempts: Int = 5,
        firstDelay: Duration = .milliseconds(500),
        longestDelay: Duration = .seconds(20),
        throttledFor: Duration = .seconds(300)
    ) {
        self.attempts = max(1, attempts)
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
        self.throttledFor = throttledFor
    }

    /// The delay after attempt `attempt` (1 is the first): exponential, then 50 to 100 % of it at random, so that clients that
    /// failed together do not come back together.
    public func delay(after attempt: Int, random: Double) -> Duration {
        let doublings = min(max(attempt, 1) - 1, 20)
        let full = min(firstDelay * (1 << doublings), longestDelay)
        return full * (0.5 + 0.5 * random)
    }

    /// One send, no repeat.
    public static let never = RetryPolicy(attempts: 1, throttledFor: .zero)
}

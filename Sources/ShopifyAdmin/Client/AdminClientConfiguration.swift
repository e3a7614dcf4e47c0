/// Limits and manners of a client.
public struct AdminClientConfiguration: Sendable {
    /// From send to the last byte of the answer.
    public var timeout: Duration
    /// The largest answer that is read, in bytes, after decompression. A larger one is refused while it arrives.
    public var bodyLimit: Int
    public var retry: RetryPolicy
    /// When false, each mutation is refused before it leaves.
    public var allowsMutations: Bool
    /// Asks Shopify for the cost of each field (`Shopify-GraphQL-Cost-Debug`): for a self-test of the static costs.
    public var debugsCost: Bool
    public var userAgent: String

    public init(
        timeout: Duration = .seconds(60),
        bodyLimit: Int = 32 << 20,
        retry: RetryPolicy = RetryPolicy(),
        allowsMutations: Bool = true,
        debugsCost: Bool = false,
        userAgent: String = "Backroom"
    ) {
        self.timeout = timeout
        self.bodyLimit = bodyLimit
        self.retry = retry
        self.allowsMutations = allowsMutations
        self.debugsCost = debugsCost
        self.userAgent = userAgent
    }
}

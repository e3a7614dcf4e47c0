/// How one request is to be carried out, where it differs from the client's way.
public struct AdminExecution: Sendable {
    /// What happens with data that comes together with errors.
    public enum PartialData: Sendable {
        /// The first error is thrown.
        case refused
        /// Data and errors are returned.
        case accepted
    }

    /// What happens when a mutation returns user errors.
    public enum UserErrors: Sendable {
        /// They are thrown as one `AdminError`: what was asked for was not done.
        case thrown
        /// They are returned with the data: a batch of which some rows went through.
        case returned
    }

    /// Before or after others that wait for the same bucket.
    public var priority: CostBucket.Priority
    public var partialData: PartialData
    public var userErrors: UserErrors
    /// Instead of the client's.
    public var retry: RetryPolicy?
    /// Instead of the client's.
    public var timeout: Duration?

    public init(
        priority: CostBucket.Priority = .scheduled,
        partialData: PartialData = .refused,
        userErrors: UserErrors = .thrown,
        retry: RetryPolicy? = nil,
        timeout: Duration? = nil
    ) {
        self.priority = priority
        self.partialData = partialData
        self.userErrors = userErrors
        self.retry = retry
        self.timeout = timeout
    }

    public static let scheduled = AdminExecution()
    public static let interactive = AdminExecution(priority: .interactive)
}

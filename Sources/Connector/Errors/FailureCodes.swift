public import JobQueue
public import ShopifyAdmin

// What the run's log keeps of an error that a shop caused, or the connector itself.

extension AdminError: FailureCode {
    /// The rooms' codes are not each other's: a shop that is not found is another thing than an order that is not.
    public var failureCode: String { Self.failureCodePrefix + code.rawValue }

    /// The code that a failure code stands for, when it is a shop's.
    public static func code(ofFailure failureCode: String) -> Code? {
        guard failureCode.hasPrefix(failureCodePrefix) else { return nil }
        return Code(rawValue: String(failureCode.dropFirst(failureCodePrefix.count)))
    }

    private static let failureCodePrefix = "shopify."
}

extension ConnectorError: FailureCode {
    /// The shop's own code where a request to it is the cause.
    public var failureCode: String { (cause as? AdminError)?.failureCode ?? code.rawValue }
}

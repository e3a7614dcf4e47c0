import Connector
import JobQueue
import ShopifyAdmin

/// Finds the shop's own error inside those that the rooms wrap around it.
enum ShopTrouble {
    /// The Admin API's error that is the error or one of its causes.
    static func adminError(in error: any Error) -> AdminError? {
        var next: (any Error)? = error
        // Causes are a chain made by hand; ten is more than any chain there is.
        for _ in 0..<10 {
            switch next {
            case let error as AdminError: return error
            case let error as ConnectorError: next = error.cause
            case let error as JobQueueError: next = error.cause
            case let error as RetryLater: next = error.cause
            case let error as PermanentFailure: next = error.cause
            default: return nil
            }
        }
        return nil
    }
}

extension AdminError {
    /// Whether nobody answered, or somebody who is not the shop: exit status 5.
    var isUnreachable: Bool { Self.unreachable.contains(code) }

    /// The same of a run that is over: its failure's code is all that is left.
    static func isUnreachable(_ failureCode: String?) -> Bool {
        failureCode.flatMap(code(ofFailure:)).map(unreachable.contains) ?? false
    }

    private static let unreachable: Set<Code> = [
        .notConnected, .timeout, .unavailable, .notFound, .connectionLost, .malformedBody, .unexpectedStatus,
    ]
}

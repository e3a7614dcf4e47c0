/// Why a request to a shop failed, in words that a merchant can act on.
public struct AdminError: Error, Sendable, CustomStringConvertible {
    public let code: Code
    /// What happened, as a sentence.
    public let message: String
    /// What mends it, as a sentence; empty when only waiting does.
    public let mend: String
    /// The shop's domain.
    public var shop: String
    /// The operation's name.
    public var operation: String
    /// The field that failed, or the input that was refused; `nil` when the whole request was.
    public var field: String?
    /// The access that is missing, in Shopify's words.
    public var requiredAccess: String?
    /// The HTTP status, when there was an answer.
    public var status: Int?
    /// Shopify's id of the request: what its support asks for.
    public var requestID: String?
    /// How long Shopify asked to wait.
    public var retryAfter: Duration?
    /// Whether Shopify may have carried out the request although it failed for us.
    public var maybeApplied: Bool
    public var userErrors: [AdminUserError]
    public var graphQLErrors: [GraphQLError]
    public var cause: (any Error)?

    public init(
        _ code: Code,
        _ message: String,
        mend: String = "",
        shop: String = "",
        operation: String = "",
        field: String? = nil,
        status: Int? = nil,
        maybeApplied: Bool = false,
        userErrors: [AdminUserError] = [],
        graphQLErrors: [GraphQLError] = [],
        cause: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.mend = mend
        self.shop = shop
        self.operation = operation
        self.field = field
        self.status = status
        self.maybeApplied = maybeApplied
        self.userErrors = userErrors
        self.graphQLErrors = graphQLErrors
        self.cause = cause
    }

    public var description: String {
        var text = mend.isEmpty ? message : "\(message) \(mend)"
        if !shop.isEmpty { text = "\(shop): \(text)" }
        if let requestID { text += " (request \(requestID))" }
        return text
    }

    /// Whether the same request may succeed later without anybody changing anything.
    public var isTransient: Bool {
        switch code {
        case .throttled, .internalError, .unavailable, .timeout, .notConnected, .connectionLost, .malformedBody, .rejected,
            .bulkLimitReached:
            true
        default: false
        }
    }

    /// Whether the shop itself lets nobody in: every request would fail so, whatever it asks.
    public var concernsShop: Bool {
        switch code {
        case .unauthorized, .credentialsRefused, .paymentRequired, .forbidden, .notFound, .locked, .shopInactive: true
        default: false
        }
    }

    /// Whether only a person can mend it, on the shop card or in the shop: another try is useless.
    public var needsPerson: Bool { concernsShop || code == .accessDenied || code == .mutationsNotAllowed }

    /// Whether it is a matter of the record that was sent: others may go through, and this one may not be sent again as it is.
    public var concernsRecord: Bool { !isTransient && !concernsShop }

    /// Whether Shopify certainly did not carry out the request, so that even an unrepeatable write may be sent again.
    var wasNotExecuted: Bool {
        switch code {
        case .throttled, .notConnected, .rejected: true
        default: false
        }
    }

    /// Whether fewer records in one request may help.
    public var asksForSmallerBatch: Bool {
        switch code {
        case .timeout, .internalError, .maxCostExceeded, .bodyTooLarge, .malformedBody: true
        default: false
        }
    }
}

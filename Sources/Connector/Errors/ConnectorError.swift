/// What went wrong in the connector: a stable code, a sentence that a user can act on, and where it happened.
public struct ConnectorError: Error, Sendable, CustomStringConvertible {
    /// A stable code; scripts and the API rely on its text.
    public struct Code: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
        public init(stringLiteral value: String) { self.rawValue = value }

        /// No shop, order, skipped record or task has that name.
        public static let notFound: Code = "notFound"
        /// A setting, parameter or argument has a value that it cannot have.
        public static let invalidValue: Code = "invalidValue"
        /// A setting or parameter that does not exist.
        public static let unknownKey: Code = "unknownKey"
        /// The record exists already, or is in a state that forbids the action.
        public static let conflict: Code = "conflict"
        /// The shop is disabled.
        public static let shopDisabled: Code = "shopDisabled"
        /// A stored secret cannot be opened with the given key.
        public static let secretUnreadable: Code = "secretUnreadable"
        /// *Allow data sync to Shopify* is off: the mutation never left.
        public static let dataSyncNotAllowed: Code = "dataSyncNotAllowed"
        /// Something of an order could not be mapped to the back office.
        public static let notMapped: Code = "notMapped"
        /// Our document and Shopify's order differ in their totals.
        public static let totalsDiffer: Code = "totalsDiffer"
        /// Shopify's answer is not what its schema promises.
        public static let unexpectedAnswer: Code = "unexpectedAnswer"
        /// Shopify throttles every request of the shop; scheduled runs leave it alone for a while.
        public static let shopThrottled: Code = "shopThrottled"
        /// Some tasks of *Sync all* failed; the message has each one's reason.
        public static let partsFailed: Code = "partsFailed"
        /// Shopify refused a change; the message has its words.
        public static let refusedByShopify: Code = "refusedByShopify"
    }

    public let code: Code
    /// A sentence that says what is wrong and what mends it.
    public let message: String
    /// The record it is about: a shop's code, an order's name, a line.
    public let record: String?
    /// The field or key it is about.
    public let field: String?
    public let cause: (any Error)?

    public init(_ code: Code, _ message: String, record: String? = nil, field: String? = nil, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.record = record
        self.field = field
        self.cause = cause
    }

    public var description: String { message }
}

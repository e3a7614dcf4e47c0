extension AdminError {
    /// What kind of failure it is. New codes may appear: treat an unknown one as a failure that does not go away by itself.
    public struct Code: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        public var description: String { rawValue }

        // The shop does not let us in.

        /// HTTP 401: the token is wrong, revoked or expired.
        public static let unauthorized = Code(rawValue: "unauthorized")
        /// The client id and secret, or the refresh token, were not accepted.
        public static let credentialsRefused = Code(rawValue: "credentialsRefused")
        /// HTTP 402: the shop is frozen until its bill is paid.
        public static let paymentRequired = Code(rawValue: "paymentRequired")
        /// HTTP 403: Shopify has closed the shop's API.
        public static let forbidden = Code(rawValue: "forbidden")
        /// HTTP 404: no such shop, or no such API version.
        public static let notFound = Code(rawValue: "notFound")
        /// HTTP 423: Shopify has locked the shop.
        public static let locked = Code(rawValue: "locked")
        /// The shop is not active.
        public static let shopInactive = Code(rawValue: "shopInactive")
        /// A scope is missing, or the app may not see a field.
        public static let accessDenied = Code(rawValue: "accessDenied")
        /// HTTP 430: Shopify took the request for an attack.
        public static let rejected = Code(rawValue: "rejected")

        // Too much.

        public static let throttled = Code(rawValue: "throttled")
        /// One request costs more than a request may.
        public static let maxCostExceeded = Code(rawValue: "maxCostExceeded")
        /// A list in the input has more than 250 elements.
        public static let maxInputSizeExceeded = Code(rawValue: "maxInputSizeExceeded")
        /// The answer is larger than the limit set for answers.
        public static let bodyTooLarge = Code(rawValue: "bodyTooLarge")

        // Wrong requests.

        /// The document does not fit the schema of the API version.
        public static let invalidDocument = Code(rawValue: "invalidDocument")
        public static let invalidVariables = Code(rawValue: "invalidVariables")
        public static let badRequest = Code(rawValue: "badRequest")
        /// An id that the request names does not exist.
        public static let recordNotFound = Code(rawValue: "recordNotFound")
        /// The mutation was answered, but not done: see `userErrors`.
        public static let userErrors = Code(rawValue: "userErrors")
        /// The shop does not allow data to be sent to Shopify.
        public static let mutationsNotAllowed = Code(rawValue: "mutationsNotAllowed")

        // Bulk operations and files.

        /// As many bulk operations run as may.
        public static let bulkLimitReached = Code(rawValue: "bulkLimitReached")
        /// The bulk operation failed, was canceled or expired. What it had by then may be there.
        public static let bulkFailed = Code(rawValue: "bulkFailed")
        /// A file could not be uploaded or downloaded.
        public static let fileTransfer = Code(rawValue: "fileTransfer")

        // Trouble on the way.

        public static let internalError = Code(rawValue: "internalError")
        /// HTTP 5xx.
        public static let unavailable = Code(rawValue: "unavailable")
        public static let timeout = Code(rawValue: "timeout")
        /// No connection was made: nothing was sent.
        public static let notConnected = Code(rawValue: "notConnected")
        /// The connection broke after the request was sent.
        public static let connectionLost = Code(rawValue: "connectionLost")
        /// The answer is cut off or is not JSON.
        public static let malformedBody = Code(rawValue: "malformedBody")
        /// The answer is JSON, but not what the schema promises.
        public static let unexpectedData = Code(rawValue: "unexpectedData")
        /// An HTTP status that has no meaning here.
        public static let unexpectedStatus = Code(rawValue: "unexpectedStatus")
    }
}

/// Why a back office refused something, in words that name the record, the field and what mends it.
public struct BackOfficeError: Error, Sendable {
    /// Stable names for programs. New ones may appear: compare, do not switch exhaustively.
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The record that was named does not exist.
        public static let notFound = Code(rawValue: "notFound")
        /// A record with this number or key exists already.
        public static let alreadyExists = Code(rawValue: "alreadyExists")
        /// The idempotency key was used before with other content.
        public static let keyConflict = Code(rawValue: "keyConflict")
        /// Somebody else changed the record in between.
        public static let changedMeanwhile = Code(rawValue: "changedMeanwhile")
        /// A value is missing where one is needed.
        public static let missingValue = Code(rawValue: "missingValue")
        /// A value is of the wrong form or out of range.
        public static let invalidValue = Code(rawValue: "invalidValue")
        /// The amounts do not add up to the total that was expected.
        public static let totalMismatch = Code(rawValue: "totalMismatch")
        /// The customer, item or variant is blocked.
        public static let blocked = Code(rawValue: "blocked")
        /// The document is posted, closed or otherwise final.
        public static let final = Code(rawValue: "final")
        /// More is to be shipped, invoiced, credited or applied than is open.
        public static let exceedsOutstanding = Code(rawValue: "exceedsOutstanding")
        /// This back office cannot do it.
        public static let unsupported = Code(rawValue: "unsupported")
        /// The back office cannot be reached now; trying later may help.
        public static let unreachable = Code(rawValue: "unreachable")
        /// The rights of this program in the back office are not enough.
        public static let forbidden = Code(rawValue: "forbidden")
    }

    public let code: Code
    /// What it is about, in words: `item 1000`, `sales order SO-000001, line 10000`.
    public let record: String
    /// The field by its JSON name, when one is to blame.
    public let field: String?
    /// What happened, one sentence.
    public let sentence: String
    /// What a person can do about it, one sentence; empty when nothing sensible can be said.
    public let mend: String
    public let cause: (any Error)?

    public init(
        _ code: Code,
        record: String,
        field: String? = nil,
        sentence: String,
        mend: String = "",
        cause: (any Error)? = nil
    ) {
        self.code = code
        self.record = record
        self.field = field
        self.sentence = sentence
        self.mend = mend
        self.cause = cause
    }
}

extension BackOfficeError: CustomStringConvertible {
    public var description: String { mend.isEmpty ? sentence : "\(sentence) \(mend)" }
}

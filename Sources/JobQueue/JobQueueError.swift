/// What the queue refuses, or cannot do, in a sentence that a person can act on.
public struct JobQueueError: Error, Sendable, CustomStringConvertible {
    /// What kind of refusal it is. More codes may come: compare, do not switch exhaustively.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        /// There is no such entry, run, category or task. Commands exit with 3, the API answers 404.
        public static let notFound = Code(description: "notFound")
        /// The action does not fit the state of what it was asked for. Exit status 4, API 409.
        public static let conflict = Code(description: "conflict")
        /// The entry is running, and the action may not touch a running entry. Exit status 4, API 409.
        public static let inProcess = Code(description: "inProcess")
        /// A field has a value that it may not have; ``JobQueueError/field`` names it. Exit status 2, API 422.
        public static let invalid = Code(description: "invalid")
        /// The entry's task does not exist in this version of the program.
        public static let unknownTask = Code(description: "unknownTask")
        /// The attempt no longer holds its lease: what it wanted to write was dropped.
        public static let leaseLost = Code(description: "leaseLost")
        /// The attempt was cancelled: by a person, its time limit or the shutdown of its worker.
        public static let cancelled = Code(description: "cancelled")
        /// A row holds something this version cannot read.
        public static let damaged = Code(description: "damaged")
    }

    public let code: Code
    /// One sentence, without personal data and secrets.
    public let message: String
    /// The record it is about: an entry's id, a category's code, a task's name.
    public let record: String?
    /// The field it is about, by its JSON name, e.g. `expiration` or `parameters.since`.
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

extension JobQueueError {
    static func noEntry(_ id: String) -> JobQueueError {
        JobQueueError(.notFound, "There is no job queue entry \(id).", record: id)
    }

    static func noRun(_ id: String) -> JobQueueError {
        JobQueueError(.notFound, "There is no job queue log entry \(id).", record: id)
    }

    static func invalid(_ field: String, _ message: String, record: String? = nil, cause: (any Error)? = nil) -> JobQueueError {
        JobQueueError(.invalid, message, record: record, field: field, cause: cause)
    }
}

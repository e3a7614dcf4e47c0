/// What went wrong in the database, the same on both engines.
public struct StorageError: Error, Sendable, CustomStringConvertible {
    /// What kind of error it is; more may join, so a `switch` needs a `default`.
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    public var code: Code
    /// One sentence or more that a person can act on. Holds no value of a row, for it may be personal.
    public var message: String
    /// The name of the violated constraint, on PostgreSQL; on SQLite the columns, as in `job_lock.key`.
    public var constraint: String?
    /// The table that the error is about, where the engine tells.
    public var table: String?
    /// The columns that the error is about, where the engine tells.
    public var columns: [String] = []
    /// The SQL, without its values.
    public var statement: String?
    /// The engine's own words or the error below.
    public var cause: (any Error)?

    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    static let closed = StorageError(.closed, "The database was closed.")

    public var description: String {
        var text = "\(message) [\(code.rawValue)]"
        if let statement { text += " in: \(statement.prefix(500))" }
        return text
    }
}

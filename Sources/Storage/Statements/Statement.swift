/// One SQL statement whose values are bound, never pasted.
///
///     let statement: Statement = "SELECT * FROM job_entry WHERE id = \(id) AND status IN \(list: statuses)"
///
/// Beside values there are `\(list:)` (after `IN` or `NOT IN`), `\(raw:)` for identifiers that the program itself wrote,
/// `\(skipLocked: ())` and `\(forUpdate: ())` for claiming rows, `\(now: ())` for the database's time, `\(sqlite:postgreSQL:)` where the
/// dialects part, and other statements.
public struct Statement: ExpressibleByStringInterpolation, Sendable, Hashable {
    enum Segment: Sendable, Hashable {
        case text(String)
        case value(DatabaseValue, DatabaseType?)
        case list([DatabaseValue], DatabaseType?)
        case dialect(sqlite: String, postgreSQL: String)
        /// The database's clock.
        case now
    }

    var segments: [Segment]

    public init(stringLiteral text: String) { segments = [.text(text)] }

    public init(stringInterpolation: StringInterpolation) { segments = stringInterpolation.segments }

    /// SQL as it is. Only for text that the program itself wrote.
    public init(raw text: String) { segments = [.text(text)] }

    init(segments: [Segment]) { self.segments = segments }

    public static func + (left: Statement, right: Statement) -> Statement {
        Statement(segments: left.segments + right.segments)
    }

    public static func += (left: inout Statement, right: Statement) {
        left.segments += right.segments
    }
}

extension Sequence where Element == Statement {
    /// The statements with a separator between each two, such as `" AND "`.
    public func joined(separator: Statement) -> Statement {
        var result = Statement(segments: [])
        for (index, statement) in enumerated() {
            if index > 0 { result += separator }
            result += statement
        }
        return result
    }
}

/// One value as the database keeps it: the four types that both engines share, and null.
public enum DatabaseValue: Sendable, Hashable {
    /// No value.
    case null
    /// `BIGINT`: whole numbers, booleans as 0 and 1, instants as microseconds since 1970 UTC.
    case integer(Int64)
    /// `DOUBLE PRECISION`.
    case double(Double)
    /// `TEXT`: strings, exact decimals, UUIDs, JSON.
    case text(String)
    /// `BYTEA`.
    case bytes([UInt8])

    /// Whether there is no value.
    public var isNull: Bool { self == .null }

    /// The type of the value, `nil` for null.
    public var type: DatabaseType? {
        switch self {
        case .null: nil
        case .integer: .integer
        case .double: .double
        case .text: .text
        case .bytes: .bytes
        }
    }
}

/// The types of columns that both engines share.
public enum DatabaseType: Sendable, Hashable {
    case integer, double, text, bytes
}

extension DatabaseValue: CustomStringConvertible {
    public var description: String {
        switch self {
        case .null: "null"
        case .integer(let value): "\(value)"
        case .double(let value): "\(value)"
        case .text(let value): "“\(value)”"
        case .bytes(let value): "\(value.count) bytes"
        }
    }

    /// What the value is, without what it says: values may be personal and stay out of errors.
    var kind: String {
        switch self {
        case .null: "null"
        case .integer: "a whole number"
        case .double: "a floating-point number"
        case .text: "text"
        case .bytes: "bytes"
        }
    }
}

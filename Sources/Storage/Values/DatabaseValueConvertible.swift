/// A Swift value that one column holds.
///
/// A `RawRepresentable` type gets its conformance by declaring it.
public protocol DatabaseValueConvertible {
    /// The type of the column, also for null; `nil` when the type is not known before the value is.
    static var databaseType: DatabaseType? { get }
    /// The value as the database keeps it.
    var databaseValue: DatabaseValue { get }
    /// - Throws: ``StorageError`` with the code `decoding` when the value is of another kind.
    init(databaseValue: DatabaseValue) throws
}

extension DatabaseValue: DatabaseValueConvertible {
    public static var databaseType: DatabaseType? { nil }
    public var databaseValue: DatabaseValue { self }
    public init(databaseValue: DatabaseValue) { self = databaseValue }
}

extension Optional: DatabaseValueConvertible where Wrapped: DatabaseValueConvertible {
    public static var databaseType: DatabaseType? { Wrapped.databaseType }
    public var databaseValue: DatabaseValue { map(\.databaseValue) ?? .null }
    public init(databaseValue: DatabaseValue) throws {
        self = databaseValue.isNull ? nil : try Wrapped(databaseValue: databaseValue)
    }
}

extension DatabaseValueConvertible where Self: RawRepresentable, RawValue: DatabaseValueConvertible {
    public static var databaseType: DatabaseType? { RawValue.databaseType }
    public var databaseValue: DatabaseValue { rawValue.databaseValue }
    public init(databaseValue: DatabaseValue) throws {
        let raw = try RawValue(databaseValue: databaseValue)
        guard let value = Self(rawValue: raw) else {
            throw StorageError(.decoding, "“\(raw)” is no \(Self.self).")
        }
        self = value
    }
}

extension StorageError {
    static func mismatch(_ expected: String, _ found: DatabaseValue) -> StorageError {
        StorageError(.decoding, "Expected \(expected), found \(found.kind).")
    }
}

extension DatabaseValueConvertible where Self: FixedWidthInteger {
    public static var databaseType: DatabaseType? { .integer }
    /// Traps when an unsigned value does not fit in a signed 64-bit column.
    public var databaseValue: DatabaseValue { .integer(Int64(self)) }
    public init(databaseValue: DatabaseValue) throws {
        guard case .integer(let integer) = databaseValue else { throw StorageError.mismatch("a whole number", databaseValue) }
        guard let value = Self(exactly: integer) else {
            throw StorageError(.decoding, "\(integer) does not fit in \(Self.self).")
        }
        self = value
    }
}

extension Int: DatabaseValueConvertible {}
extension Int8: DatabaseValueConvertible {}
extension Int16: DatabaseValueConvertible {}
extension Int32: DatabaseValueConvertible {}
extension Int64: DatabaseValueConvertible {}
extension UInt8: DatabaseValueConvertible {}
extension UInt16: DatabaseValueConvertible {}
extension UInt32: DatabaseValueConvertible {}

extension Bool: DatabaseValueConvertible {
    public static var databaseType: DatabaseType? { .integer }
    public var databaseValue: DatabaseValue { .integer(self ? 1 : 0) }
    public init(databaseValue: DatabaseValue) throws {
        switch databaseValue {
        case .integer(0): self = false
        case .integer(1): self = true
        default: throw StorageError.mismatch("0 or 1", databaseValue)
        }
    }
}

extension Double: DatabaseValueConvertible {
    public static var databaseType: DatabaseType? { .double }
    public var databaseValue: DatabaseValue { .double(self) }
    public init(databaseValue: DatabaseValue) throws {
        switch databaseValue {
        case .double(let value): self = value
        case .integer(let value): self = Double(value)
        default: throw StorageError.mismatch("a number", databaseValue)
        }
    }
}

extension String: DatabaseValueConvertible {
    public static var databaseType: DatabaseType? { .text }
    public var databaseValue: DatabaseValue { .text(self) }
    public init(databaseValue: DatabaseValue) throws {
        guard case .text(let value) = databaseValue else { throw StorageError.mismatch("text", databaseValue) }
        self = value
    }
}

extension Array: DatabaseValueConvertible where Element == UInt8 {
    public static var databaseType: DatabaseType? { .bytes }
    public var databaseValue: DatabaseValue { .bytes(self) }
    public init(databaseValue: DatabaseValue) throws {
        guard case .bytes(let value) = databaseValue else { throw StorageError.mismatch("bytes", databaseValue) }
        self = value
    }
}

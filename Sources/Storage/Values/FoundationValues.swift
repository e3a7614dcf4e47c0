public import Foundation

extension Date: DatabaseValueConvertible {
    public static var databaseType: DatabaseType? { .integer }

    /// Whole microseconds since 1970 UTC: what is finer is rounded.
    public var microsecondsSince1970: Int64 {
        let exact = (timeIntervalSince1970 * 1_000_000).rounded()
        return Int64(exactly: exact) ?? (exact < 0 ? .min : .max)
    }

    public init(microsecondsSince1970 microseconds: Int64) {
        self.init(timeIntervalSince1970: Double(microseconds) / 1_000_000)
    }

    public var databaseValue: DatabaseValue { .integer(microsecondsSince1970) }

    public init(databaseValue: DatabaseValue) throws {
        guard case .integer(let microseconds) = databaseValue else {
            throw StorageError.mismatch("microseconds since 1970", databaseValue)
        }
        self.init(microsecondsSince1970: microseconds)
    }
}

extension Data: DatabaseValueConvertible {
    public static var databaseType: DatabaseType? { .bytes }
    public var databaseValue: DatabaseValue { .bytes([UInt8](self)) }
    public init(databaseValue: DatabaseValue) throws {
        guard case .bytes(let bytes) = databaseValue else { throw StorageError.mismatch("bytes", databaseValue) }
        self.init(bytes)
    }
}

extension UUID: DatabaseValueConvertible {
    public static var databaseType: DatabaseType? { .text }
    /// Lower-case text, so that equal identifiers are equal texts.
    public var databaseValue: DatabaseValue { .text(uuidString.lowercased()) }
    public init(databaseValue: DatabaseValue) throws {
        guard case .text(let text) = databaseValue else { throw StorageError.mismatch("a UUID", databaseValue) }
        guard let value = UUID(uuidString: text) else { throw StorageError(.decoding, "The text is no UUID.") }
        self = value
    }
}

extension Decimal: DatabaseValueConvertible {
    public static var databaseType: DatabaseType? { .text }
    /// Exact text with a point: `12.50` is kept as `12.5`.
    public var databaseValue: DatabaseValue { .text(description) }
    public init(databaseValue: DatabaseValue) throws {
        switch databaseValue {
        case .text(let text):
            guard let value = Decimal(exactly: text) else { throw StorageError(.decoding, "The text is no decimal number.") }
            self = value
        case .integer(let value): self = Decimal(value)
        default: throw StorageError.mismatch("a decimal number", databaseValue)
        }
    }

    // Foundation's own initializer reads as far as it can: "12,5" would become 12.
    private init?(exactly text: String) {
        let allowed = text.utf8.allSatisfy { (48...57).contains($0) || [43, 45, 46, 69, 101].contains($0) }
        guard allowed, !text.isEmpty, let value = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")) else { return nil }
        self = value
    }
}

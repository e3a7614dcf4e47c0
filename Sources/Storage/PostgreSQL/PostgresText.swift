import CLibPQ

/// The text forms in which values travel to and from PostgreSQL.
enum PostgresText {
    // <https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat>
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let text: Oid = 25
    static let oid: Oid = 26
    static let float4: Oid = 700
    static let float8: Oid = 701
    static let numeric: Oid = 1700
    /// PostgreSQL finds the type from where the value stands.
    static let unknown: Oid = 0

    static func oid(_ type: DatabaseType?) -> Oid {
        switch type {
        case .integer: int8
        case .double: float8
        case .text: text
        case .bytes: bytea
        case nil: unknown
        }
    }

    static func arrayOID(_ type: DatabaseType?) -> Oid {
        switch type {
        case .integer: 1016
        case .double: 1022
        case .text: 1009
        case .bytes: 1001
        case nil: unknown
        }
    }

    /// A value that PostgreSQL sent, by the type of its column.
    static func value(_ start: UnsafePointer<CChar>, _ length: Int, _ type: Oid) -> DatabaseValue {
        let bytes = UnsafeRawBufferPointer(start: start, count: length)
        switch type {
        case int8, int4, int2, oid: return integer(bytes).map(DatabaseValue.integer) ?? .text(string(bytes))
        case bool: return .integer(bytes.first == UInt8(ascii: "t") ? 1 : 0)
        case float8, float4: return Double(string(bytes)).map(DatabaseValue.double) ?? .text(string(bytes))
        case numeric: return number(bytes)
        case bytea: return .bytes(unhex(bytes))
        default: return .text(string(bytes))
        }
    }

    /// Sums of whole numbers are `numeric` on PostgreSQL, and whole numbers on SQLite.
    private static func number(_ bytes: UnsafeRawBufferPointer) -> DatabaseValue {
        if let whole = integer(bytes) { return .integer(whole) }
        return Double(string(bytes)).map(DatabaseValue.double) ?? .text(string(bytes))
    }

    private static func string(_ bytes: UnsafeRawBufferPointer) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        let isNegative = bytes.first == UInt8(ascii: "-")
        let digits = isNegative ? bytes.dropFirst() : bytes[...]
        if digits.isEmpty { return nil }
        var value: Int64 = 0
        for byte in digits {
            guard byte >= 48, byte <= 57 else { return nil }
            // Counted downwards, since the smallest number has no positive counterpart.
            let (product, first) = value.multipliedReportingOverflow(by: 10)
            let (difference, second) = product.subtractingReportingOverflow(Int64(byte - 48))
            if first || second { return nil }
            value = difference
        }
        if isNegative { return value }
        return value == .min ? nil : -value
    }

    /// `\x0aff`.
    private static func unhex(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        func nibble(_ byte: UInt8) -> UInt8 { byte < 58 ? byte - 48 : byte - 87 }
        let count = max(0, bytes.count - 2) / 2
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            for index in 0..<count {
                buffer[index] = nibble(bytes[2 + 2 * index]) << 4 | nibble(bytes[3 + 2 * index])
            }
            initialized = count
        }
    }

    /// `{1,NULL,"a\"b"}`.
    static func array(_ values: some Sequence<DatabaseValue>, into buffer: inout [UInt8]) {
        buffer.append(UInt8(ascii: "{"))
        var isFirst = true
        for value in values {
            if !isFirst { buffer.append(UInt8(ascii: ",")) }
            isFirst = false
            switch value {
            case .null: buffer.append(contentsOf: "NULL".utf8)
            case .integer(let integer): buffer.append(contentsOf: String(integer).utf8)
            case .double(let double): buffer.append(contentsOf: "\(double)".utf8)
            case .text(let text): quote(text, into: &buffer)
            case .bytes(let bytes): quoteHex(bytes, into: &buffer)
            }
        }
        buffer.append(UInt8(ascii: "}"))
    }

    private static func quote(_ text: String, into buffer: inout [UInt8]) {
        buffer.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { bytes in
            // What needs no escape goes over whole, as most does.
            var rest = bytes[...]
            while let special = rest.firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
                buffer.append(contentsOf: rest[..<special])
                buffer.append(UInt8(ascii: "\\"))
                buffer.append(rest[special])
                rest = rest[(special + 1)...]
            }
            buffer.append(contentsOf: rest)
        }
        buffer.append(UInt8(ascii: "\""))
    }

    private static func quoteHex(_ bytes: [UInt8], into buffer: inout [UInt8]) {
        func digit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? nibble + 48 : nibble + 87 }
        buffer.append(contentsOf: "\"\\\\x".utf8)
        for byte in bytes {
            buffer.append(digit(byte >> 4))
            buffer.append(digit(byte & 15))
        }
        buffer.append(UInt8(ascii: "\""))
    }
}

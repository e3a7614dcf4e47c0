import Foundation

extension JSONReader {
    /// The bytes between the quotes, and whether none is escaped.
    @inline(__always)
    private mutating func quoted() throws -> (Range<Int>, isPlain: Bool) {
        try take(UInt8(ascii: "\""))
        let start = offset
        var isPlain = true
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") {
                offset += 1
                return (start..<(offset - 1), isPlain)
            }
            if byte == UInt8(ascii: "\\") {
                isPlain = false
                offset += 1
            } else if byte < 0x20 {
                throw Unreadable()
            }
            offset += 1
        }
        throw Unreadable()
    }

    mutating func string() throws -> String {
        let (range, isPlain) = try quoted()
        guard isPlain else {
            let whole = bytes[(range.lowerBound - 1)..<(range.upperBound + 1)]
            guard let text = try? JSONDecoder().decode(String.self, from: Data(whole)) else { throw Unreadable() }
            return text
        }
        guard let text = String(validating: bytes[range], as: UTF8.self) else { throw Unreadable() }
        return text
    }

    mutating func date() throws -> Date {
        let (range, isPlain) = try quoted()
        guard isPlain, let instant = AdminScalar.instant(utf8: bytes[range]) else { throw Unreadable() }
        return instant
    }

    mutating func decimal() throws -> Decimal {
        let (range, isPlain) = try quoted()
        guard isPlain else { throw Unreadable() }
        if let short = Self.shortDecimal(bytes[range]) { return short }
        guard let value = AdminScalar.decimal(String(decoding: bytes[range], as: UTF8.self)) else { throw Unreadable() }
        return value
    }

    /// Up to 18 digits without an exponent: what nearly every amount is.
    private static func shortDecimal(_ digits: Slice<UnsafeRawBufferPointer>) -> Decimal? {
        var mantissa: UInt64 = 0
        var count = 0
        var places = 0
        var point = false
        var rest = digits
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest = rest.dropFirst() }
        for byte in rest {
            if byte == UInt8(ascii: ".") {
                guard !point else { return nil }
                point = true
                continue
            }
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            mantissa = mantissa * 10 + UInt64(byte - 0x30)
            count += 1
            if point { places += 1 }
            guard count <= 18 else { return nil }
        }
        guard count > 0 else { return nil }
        // The shortest form, as parsing the text would give.
        while places > 0, mantissa % 10 == 0 {
            mantissa /= 10
            places -= 1
        }
        guard mantissa > 0 else { return 0 }
        return Decimal(sign: isNegative ? .minus : .plus, exponent: -places, significand: Decimal(mantissa))
    }
}

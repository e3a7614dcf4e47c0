extension JSONScanner {
    /// A position in a JSON text.
    struct Cursor {
        private let bytes: UnsafeRawBufferPointer
        private var offset = 0

        init(_ bytes: UnsafeRawBufferPointer) {
            self.bytes = bytes
        }

        private mutating func skipSpace() {
            while offset < bytes.count, bytes[offset] == 0x20 || (bytes[offset] >= 0x09 && bytes[offset] <= 0x0D) { offset += 1 }
        }

        private func malformed(_ reason: String) -> Malformed { Malformed(reason: reason, offset: offset) }

        mutating func open(_ bracket: UInt8) throws {
            skipSpace()
            guard offset < bytes.count else { throw malformed("the text is empty") }
            guard bytes[offset] == bracket else { throw malformed("not the expected kind of value") }
            offset += 1
        }

        /// Takes the byte if it comes next.
        mutating func take(_ byte: UInt8) -> Bool {
            skipSpace()
            guard offset < bytes.count, bytes[offset] == byte else { return false }
            offset += 1
            return true
        }

        mutating func expect(_ byte: UInt8) throws {
            guard take(byte) else { throw malformed(offset < bytes.count ? "unexpected byte" : "the text ends too early") }
        }

        /// True after a comma, false after the closing bracket.
        mutating func next(_ closing: UInt8) throws -> Bool {
            if take(UInt8(ascii: ",")) { return true }
            try expect(closing)
            return false
        }

        mutating func end() throws {
            skipSpace()
            guard offset == bytes.count else { throw malformed("something follows the text") }
        }

        mutating func string() throws -> Range<Int> {
            skipSpace()
            let start = offset
            guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else { throw malformed("no string where one must be") }
            offset += 1
            while offset < bytes.count {
                let byte = bytes[offset]
                offset += byte == UInt8(ascii: "\\") ? 2 : 1
                if byte == UInt8(ascii: "\"") { return start..<offset }
            }
            throw malformed("the text ends inside a string")
        }

        /// Skips one value of any kind.
        mutating func value() throws -> Range<Int> {
            skipSpace()
            guard offset < bytes.count else { throw malformed("the text ends too early") }
            let start = offset
            switch bytes[offset] {
            case UInt8(ascii: "\""): return try string()
            case UInt8(ascii: "{"), UInt8(ascii: "["): return try container()
            default:
                while offset < bytes.count, !Self.endsScalar(bytes[offset]) { offset += 1 }
                guard offset > start else { throw malformed("no value where one must be") }
                return start..<offset
            }
        }

        private static func endsScalar(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: ":") || byte <= 0x20
        }

        private mutating func container() throws -> Range<Int> {
            let start = offset
            var depth = 0
            while offset < bytes.count {
                switch bytes[offset] {
                case UInt8(ascii: "\""):
                    _ = try string()
                    continue
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
                default: break
                }
                offset += 1
                if depth == 0 { return start..<offset }
            }
            throw malformed("the text ends inside a value")
        }
    }
}

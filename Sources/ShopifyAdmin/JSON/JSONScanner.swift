import Foundation

/// Finds the parts of a JSON text without decoding it: one pass over the bytes, no copies.
///
/// It checks that the text is complete (strings closed, brackets balanced), not that every token is right: the decoder of each part
/// does that. So an answer of several megabytes is scanned once and each record decoded once.
enum JSONScanner {
    struct Malformed: Error, Hashable, CustomStringConvertible {
        let reason: String
        let offset: Int
        var description: String { "\(reason) at byte \(offset)" }
    }

    /// The members of an object, in order. Throws when the text is not one complete object.
    static func members(of object: Data) throws -> [(key: String, value: Data)] {
        try object.withUnsafeBytes { bytes in
            var cursor = Cursor(bytes)
            var members: [(String, Data)] = []
            try cursor.open(UInt8(ascii: "{"))
            guard !cursor.take(UInt8(ascii: "}")) else {
                try cursor.end()
                return members
            }
            repeat {
                let key = try cursor.string()
                try cursor.expect(UInt8(ascii: ":"))
                let value = try cursor.value()
                members.append((try name(object, key), part(object, value)))
            } while try cursor.next(UInt8(ascii: "}"))
            try cursor.end()
            return members
        }
    }

    /// The elements of an array, in order. Throws when the text is not one complete array.
    static func elements(of array: Data) throws -> [Data] {
        try array.withUnsafeBytes { bytes in
            var cursor = Cursor(bytes)
            var elements: [Data] = []
            try cursor.open(UInt8(ascii: "["))
            guard !cursor.take(UInt8(ascii: "]")) else {
                try cursor.end()
                return elements
            }
            repeat {
                elements.append(part(array, try cursor.value()))
            } while try cursor.next(UInt8(ascii: "]"))
            try cursor.end()
            return elements
        }
    }

    private static func part(_ whole: Data, _ range: Range<Int>) -> Data {
        whole[(whole.startIndex + range.lowerBound)..<(whole.startIndex + range.upperBound)]
    }

    private static func name(_ whole: Data, _ range: Range<Int>) throws -> String {
        let quoted = part(whole, range)
        let inner = quoted.dropFirst().dropLast()
        return inner.contains(UInt8(ascii: "\\"))
            ? try JSONDecoder().decode(String.self, from: quoted) : String(decoding: inner, as: UTF8.self)
    }
}

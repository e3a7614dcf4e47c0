import Foundation

/// A type that reads itself from JSON without a decoder. Generated.
protocol JSONReadable {
    init(from json: inout JSONReader) throws
}

/// The keys of an object, in the order in which Shopify writes them: that of the document.
struct JSONKeys: Sendable {
    fileprivate let keys: [StaticString]

    init(_ keys: StaticString...) {
        self.keys = keys
    }
}

extension JSONReader {
    /// Where in an object the reading is: the key that is expected next.
    struct Place {
        fileprivate var next = 0
        fileprivate var isFirst = true
    }

    mutating func enter() throws -> Place {
        try take(UInt8(ascii: "{"))
        return Place()
    }

    /// The position of the next key in the list, -1 when it is another; `nil` at the end of the object.
    mutating func key(_ keys: JSONKeys, _ place: inout Place) throws -> Int? {
        var byte = try peek()
        if byte == UInt8(ascii: "}") {
            offset += 1
            return nil
        }
        if !place.isFirst {
            guard byte == UInt8(ascii: ",") else { throw Unreadable() }
            offset += 1
            byte = try peek()
        }
        place.isFirst = false
        guard byte == UInt8(ascii: "\"") else { throw Unreadable() }
        let start = offset + 1
        offset = start
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
            guard bytes[offset] != UInt8(ascii: "\\") else { throw Unreadable() }
            offset += 1
        }
        let length = offset - start
        offset += 1
        try take(UInt8(ascii: ":"))
        let count = keys.keys.count
        for step in 0..<count {
            let candidate = place.next + step < count ? place.next + step : place.next + step - count
            let key = keys.keys[candidate]
            if key.utf8CodeUnitCount == length, let base = bytes.baseAddress, memcmp(base + start, key.utf8Start, length) == 0 {
                place.next = candidate + 1 < count ? candidate + 1 : 0
                return candidate
            }
        }
        return -1
    }

    mutating func skip() throws {
        var cursor = JSONScanner.Cursor(UnsafeRawBufferPointer(rebasing: bytes[offset...]))
        offset += try cursor.value().upperBound
    }

    @inline(__always)
    mutating func value<Value: JSONReadable>() throws -> Value { try Value(from: &self) }

    @inline(__always)
    mutating func optional<Value>(_ read: (inout JSONReader) throws -> Value) throws -> Value? {
        try takeNull() ? nil : try read(&self)
    }

    mutating func array<Value>(_ read: (inout JSONReader) throws -> Value) throws -> [Value] {
        try take(UInt8(ascii: "["))
        var values: [Value] = []
        if try peek() == UInt8(ascii: "]") {
            offset += 1
            return values
        }
        while true {
            values.append(try read(&self))
            let byte = try peek()
            offset += 1
            if byte == UInt8(ascii: "]") { return values }
            guard byte == UInt8(ascii: ",") else { throw Unreadable() }
        }
    }
}

extension AdminEnum {
    init(from json: inout JSONReader) throws {
        self.init(rawValue: try json.string())
    }
}

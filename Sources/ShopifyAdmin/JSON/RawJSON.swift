public import Foundation

/// A JSON value as it came, byte for byte: what was read can be kept whole, and asked again for what nobody decoded.
///
/// It shares the memory of the answer it came from: copy `Data(raw.bytes)` to keep one record longer than its page.
public struct RawJSON: Sendable, Hashable, CustomStringConvertible {
    public let bytes: Data

    public init(_ bytes: Data) {
        self.bytes = bytes
    }

    public var description: String { String(decoding: bytes, as: UTF8.self) }
    public var isNull: Bool { bytes.elementsEqual("null".utf8) }

    /// The value of a member of an object; `nil` when this is no object or has no such member.
    public subscript(_ key: String) -> RawJSON? {
        guard let members = try? JSONScanner.members(of: bytes) else { return nil }
        return members.first { $0.key == key }.map { RawJSON($0.value) }
    }

    /// The value at the end of a way through objects.
    public subscript(path path: [String]) -> RawJSON? {
        path.reduce(Optional(self)) { value, key in value?[key] }
    }

    /// The elements of an array. Throws when this is no array.
    public func elements() throws -> [RawJSON] {
        try JSONScanner.elements(of: bytes).map { RawJSON($0) }
    }

    /// The records of a connection: its `nodes`, or the `node` of each of its `edges`.
    public func nodes() throws -> [RawJSON] {
        if let nodes = self["nodes"] { return try nodes.elements() }
        return try self["edges"]?.elements().compactMap { $0["node"] } ?? []
    }

    public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        try AdminJSON.decode(type, from: bytes)
    }
}

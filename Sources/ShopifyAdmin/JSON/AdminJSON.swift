public import Foundation

/// JSON as the Admin API writes and reads it.
public enum AdminJSON {
    // Neither is changed after it was made; both may be used from several threads at once.
    private static let decoder = JSONDecoder()
    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        return encoder
    }()

    public static func decode<Value: Decodable>(_ type: Value.Type, from bytes: Data) throws -> Value {
        if let value = read(type, bytes) { return value }
        return try decodeSlowly(type, from: bytes)
    }

    /// Reads the fast way; `nil` when the type has none, or something cannot be read.
    static func read<Value: Decodable>(_ type: Value.Type, _ bytes: Data) -> Value? {
        guard let readable = type as? any JSONReadable.Type else { return nil }
        return read(readable, bytes) as? Value
    }

    /// `nil` when it cannot be read: then the decoder tells why, or knows better.
    private static func read<Value: JSONReadable>(_: Value.Type, _ bytes: Data) -> Value? {
        bytes.withUnsafeBytes { buffer in
            var reader = JSONReader(buffer)
            guard let value = try? Value(from: &reader), reader.isAtEnd() else { return nil }
            return value
        }
    }

    static func decodeSlowly<Value: Decodable>(_ type: Value.Type, from bytes: Data) throws -> Value {
        try decoder.decode(type, from: bytes)
    }

    public static func encode(_ value: some Encodable) throws -> Data {
        try encoder.encode(value)
    }
}

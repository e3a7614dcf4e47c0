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
        try decoder.decode(type, from: bytes)
    }

    public static func encode(_ value: some Encodable) throws -> Data {
        try encoder.encode(value)
    }
}

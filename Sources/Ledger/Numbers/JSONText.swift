import Crypto
import Foundation

/// Small values kept as JSON in a text column.
enum JSONText {
    /// With sorted keys, so that equal values have equal texts.
    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func decode<T: Decodable>(_ type: T.Type, _ text: String) throws -> T {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }

    /// SHA-256 of the JSON, in hexadecimal: tells whether two drafts say the same.
    static func hash(_ value: some Encodable) throws -> String {
        SHA256.hash(data: Data(try encode(value).utf8)).map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }
}

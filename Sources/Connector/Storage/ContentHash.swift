import Crypto
import Foundation

/// A digest by which contents are recognised: SHA-256, hexadecimal.
enum ContentHash {
    static func of(_ bytes: some Sequence<UInt8>) -> String {
        SHA256.hash(data: Data(bytes)).map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }

    /// Of a value's JSON, whose keys have one order always.
    static func of(encoded value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return of(try encoder.encode(value))
    }
}

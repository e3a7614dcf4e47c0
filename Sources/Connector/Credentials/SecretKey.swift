public import Crypto
import Foundation

/// The installation's key: what shops' tokens and secrets are encrypted with. It is never printed.
public struct SecretKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    let key: SymmetricKey

    /// A key of exactly 32 bytes (AES-256).
    /// - Throws: `ConnectorError` `invalidValue` for any other length.
    public init(bytes: [UInt8]) throws {
        guard bytes.count == 32 else {
            throw ConnectorError(
                .invalidValue,
                "The secret key has \(bytes.count) bytes; it must have 32 (written as base64, 44 characters).",
                field: "secretKey"
            )
        }
        key = SymmetricKey(data: bytes)
    }

    /// A key written as base64.
    public init(base64: String) throws {
        guard let data = Data(base64Encoded: base64.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw ConnectorError(.invalidValue, "The secret key is not base64 text of 32 bytes.", field: "secretKey")
        }
        try self.init(bytes: [UInt8](data))
    }

    public init(_ key: SymmetricKey) { self.key = key }

    public var description: String { "SecretKey(hidden)" }
    public var debugDescription: String { description }
}

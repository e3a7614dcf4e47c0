import Foundation

extension DatabaseValue {
    /// A `Codable` value as JSON text with sorted keys, as ``Row/decode(_:)`` reads it back.
    ///
    /// Dates stand as seconds since 2001, as `JSONEncoder` writes them by default: exact, but for programs only.
    public static func json(_ value: some Encodable) throws -> DatabaseValue {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return .text(String(decoding: try encoder.encode(value), as: UTF8.self))
        } catch {
            throw StorageError(.invalidValue, "A \(Swift.type(of: value)) cannot be written as JSON.", cause: error)
        }
    }
}

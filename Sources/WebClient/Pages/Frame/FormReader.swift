import Foundation
import Hummingbird

/// Reads posted forms (`application/x-www-form-urlencoded`).
enum FormReader {
    static func read(_ request: Request) async throws -> [String: [String]] {
        let buffer = try await BodyReader.collect(request)
        let text = String(decoding: buffer.readableBytesView, as: UTF8.self)
        return parse(text)
    }

    static func parse(_ text: String) -> [String: [String]] {
        var fields: [String: [String]] = [:]
        for pair in text.split(separator: "&").prefix(500) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count > 1 ? decode(parts[1]) : ""
            fields[decode(parts[0]), default: []].append(value)
        }
        return fields
    }

    private static func decode(_ text: Substring) -> String {
        let plain = text.replacing("+", with: " ")
        // A NUL means nothing in any field, and PostgreSQL cannot keep one.
        return (plain.removingPercentEncoding ?? String(plain)).replacing("\u{0}", with: "")
    }
}

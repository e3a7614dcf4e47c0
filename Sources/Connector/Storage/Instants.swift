import Foundation

/// Instants as JSON and Shopify write them: RFC 3339 in UTC.
enum Instants {
    /// `2026-08-24T10:00:00Z`, with a fraction only where there is one.
    static func text(_ date: Date) -> String {
        let whole = date.timeIntervalSince1970.rounded(.down)
        let fraction = date.timeIntervalSince1970 - whole
        let plain = Date(timeIntervalSince1970: whole).formatted(.iso8601)
        guard fraction >= 0.0005 else { return plain }
        let milliseconds = String(Int((fraction * 1000).rounded(.down)))
        return plain.dropLast() + "." + String(repeating: "0", count: 3 - milliseconds.count) + milliseconds + "Z"
    }

    /// Reads RFC 3339, with or without a fraction, in UTC or with an offset.
    static func date(_ text: String) -> Date? {
        (try? Date(text, strategy: .iso8601)) ?? (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
    }

    static func microseconds(_ date: Date) -> Int64 { Int64((date.timeIntervalSince1970 * 1_000_000).rounded()) }
}

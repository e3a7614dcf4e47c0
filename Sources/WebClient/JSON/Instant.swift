public import Foundation

/// Instants as text: RFC 3339 in UTC, with a fraction only where there is one.
public enum Instant {
    /// `2026-08-24T08:00:00Z`, or with milliseconds when the instant has any.
    public static func text(_ date: Date) -> String {
        let milliseconds = (date.timeIntervalSince1970 * 1000).rounded()
        let whole = Date(timeIntervalSince1970: (milliseconds / 1000).rounded(.down))
        let fraction = Int(milliseconds - whole.timeIntervalSince1970 * 1000)
        let base = whole.formatted(.iso8601)
        guard fraction > 0 else { return base }
        let digits = String(fraction)
        return base.dropLast() + "." + String(repeating: "0", count: 3 - digits.count) + digits + "Z"
    }

    /// Reads an RFC 3339 instant with `Z` or an offset; nil when the text is anything else.
    public static func parse(_ text: String) -> Date? {
        if let date = try? Date(text, strategy: .iso8601) { return date }
        return try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}

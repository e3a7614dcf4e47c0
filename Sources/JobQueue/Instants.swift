import Foundation

/// Instants as RFC 3339 text, with and without fractions of a second.
enum Instants {
    static func parse(_ text: String) -> Date? {
        (try? Date(text, strategy: .iso8601)) ?? (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
    }

    static func text(_ instant: Date) -> String {
        instant.formatted(.iso8601)
    }

    /// Whether the text is a day of the calendar, `2026-08-24`. The parser alone takes the 31st of February for one.
    static func isDay(_ text: String) -> Bool {
        let style = Date.ISO8601FormatStyle().year().month().day()
        return (try? style.parse(text)).map { style.format($0) == text } ?? false
    }

    /// Microseconds since 1970 UTC: how instants stand in the tables.
    static func microseconds(_ instant: Date) -> Int64 {
        Int64((instant.timeIntervalSince1970 * 1_000_000).rounded())
    }

    static func date(_ microseconds: Int64) -> Date {
        Date(timeIntervalSince1970: Double(microseconds) / 1_000_000)
    }
}

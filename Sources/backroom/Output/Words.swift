import Foundation

/// Figures in words that people read at a glance.
enum Words {
    /// `850 ms`, `12 s`, `1 m 12 s`, `3 h 5 m`, `2 d 4 h`.
    static func duration(_ seconds: Double) -> String {
        if seconds < 1 { return "\(Int((seconds * 1000).rounded())) ms" }
        if seconds < 10 { return String(format: "%.1f s", seconds) }
        let whole = Int(seconds.rounded())
        switch whole {
        case ..<60: return "\(whole) s"
        case ..<3600: return "\(whole / 60) m \(whole % 60) s"
        case ..<86_400: return "\(whole / 3600) h \(whole % 3600 / 60) m"
        default: return "\(whole / 86_400) d \(whole % 86_400 / 3600) h"
        }
    }

    /// `512 B`, `1.5 KiB`, `2.0 GiB`.
    static func bytes(_ count: Int64) -> String {
        guard count >= 1024 else { return "\(count) B" }
        var value = Double(count)
        var unit = 0
        let units = ["B", "KiB", "MiB", "GiB", "TiB"]
        while value >= 1024, unit < units.count - 1 {
            value /= 1024
            unit += 1
        }
        return String(format: "%.1f %@", value, units[unit])
    }

    /// Thousands apart by thin blanks: `12 345`.
    static func count(_ value: Int) -> String {
        var digits = String(abs(value))
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits = String(digits.dropLast(3))
        }
        return (value < 0 ? "−" : "") + ([digits] + groups).joined(separator: " ")
    }

    /// `1 order`, `2 orders`.
    static func counted(_ value: Int, _ one: String, _ many: String? = nil) -> String {
        "\(count(value)) \(value == 1 ? one : many ?? one + "s")"
    }

    /// An instant in this zone, to the second.
    static func instant(_ date: Date, zone: TimeZone = .current) -> String {
        var style = Date.ISO8601FormatStyle(dateTimeSeparator: .space, timeZone: zone)
        style = style.year().month().day().time(includingFractionalSeconds: false)
        return date.formatted(style)
    }
}

import Foundation
import JobQueue
import Testing

/// Reads "2026-08-24T02:00:00Z" or "2026-08-24T02:00+02:00".
func instant(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Date {
    var full = text
    if text.count == 16 {
        full += ":00Z"
    } else if text.count == 22 {
        full.insert(contentsOf: ":00", at: full.index(full.startIndex, offsetBy: 16))
    }
    return try #require(try? Date(full, strategy: .iso8601), "not an instant: \(text)", sourceLocation: sourceLocation)
}

/// Writes an instant as the zone's calendars show it: "2026-03-29T03:00+02:00".
func local(_ date: Date, _ zone: String) throws -> String {
    let zone = try #require(TimeZone(identifier: zone))
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
    let minutes = zone.secondsFromGMT(for: date) / 60
    return String(
        format: "%04d-%02d-%02dT%02d:%02d%@%02d:%02d",
        parts.year ?? 0,
        parts.month ?? 0,
        parts.day ?? 0,
        parts.hour ?? 0,
        parts.minute ?? 0,
        minutes < 0 ? "-" : "+",
        abs(minutes) / 60,
        abs(minutes) % 60
    )
}

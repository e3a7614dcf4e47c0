import Foundation

/// The zones that the tests look at.
enum Zones {
    /// Every zone that Foundation lists, and every name of the system's copy of the IANA database where there is one.
    static let all: [String] = Set(TimeZone.knownTimeZoneIdentifiers + system).sorted()

    /// Zones and links of `tzdata.zi`, the compact source that the tz project installs ("Z name …", "L target name").
    static let system: [String] = {
        guard let text = try? String(contentsOfFile: "/usr/share/zoneinfo/tzdata.zi", encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            switch words.first {
            case "Z" where words.count > 1: return String(words[1])
            case "L" where words.count > 2: return String(words[2])
            default: return nil
            }
        }
    }()

    /// The days (since 1970 UTC) on which the zone's offset changes.
    static func daysOfChange(_ zone: TimeZone, in days: Range<Int>) -> [Int] {
        let offset = { (day: Int) in zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(day * 86_400))) }
        return days.filter { offset($0) != offset($0 + 1) }
    }
}

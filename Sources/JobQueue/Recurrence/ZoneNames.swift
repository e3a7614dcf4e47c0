import Foundation

/// Which names of time zones are accepted: those of the IANA database.
enum ZoneNames {
    /// ICU knows three-letter names that are no IANA zones and mean different places to different people ("IST": India, Ireland, Israel).
    private static let ambiguous: Set<String> = [
        "ACT", "AET", "AGT", "ART", "AST", "BET", "BST", "CAT", "CNT", "CST", "CTT", "EAT", "ECT", "IET", "IST", "JST", "MIT", "NET", "NST",
        "PLT", "PNT", "PRT", "PST", "SST", "VST",
    ]

    static func zone(named name: String) -> TimeZone? {
        guard !ambiguous.contains(name), !name.hasPrefix("SystemV/"), let zone = TimeZone(identifier: name) else { return nil }
        // Foundation also reads offsets such as "UTC+3" and calls them "GMT+0300".
        let isOffset = zone.identifier.hasPrefix("GMT+") || zone.identifier.hasPrefix("GMT-")
        return isOffset ? nil : zone
    }

    /// What to write instead of an unknown name.
    static func advice(for name: String) -> String {
        let wanted = name.lowercased().filter { $0.isLetter || $0.isNumber }
        let close = TimeZone.knownTimeZoneIdentifiers.first { known in
            known.lowercased().filter { $0.isLetter || $0.isNumber } == wanted
        }
        if let close { return "did you mean \(close)?" }
        let city = TimeZone.knownTimeZoneIdentifiers.first { !wanted.isEmpty && $0.lowercased().hasSuffix("/" + wanted) }
        if let city { return "did you mean \(city)?" }
        return "write an IANA name such as Europe/Berlin, or UTC"
    }
}

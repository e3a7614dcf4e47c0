import Foundation

/// Local times as text, for sentences.
enum LocalTimeText {
    /// "03:00"
    static func time(_ instant: Int, _ clock: ZoneClock) -> String { face(instant + clock.offset(at: instant)) }

    /// What the clock was about to show when it changed: "02:00".
    static func face(before transition: Int, _ clock: ZoneClock) -> String { face(transition + clock.offset(at: transition - 1)) }

    /// "+02:00"
    static func offset(_ instant: Int, _ clock: ZoneClock) -> String {
        let minutes = clock.offset(at: instant) / 60
        return "\(minutes < 0 ? "−" : "+")\(twoDigits(abs(minutes) / 60)):\(twoDigits(abs(minutes) % 60))"
    }

    /// "1 hour", "30 minutes"
    static func duration(_ seconds: Int) -> String {
        switch seconds {
        case 3_600: "1 hour"
        case let whole where whole % 3_600 == 0: "\(whole / 3_600) hours"
        default: "\(seconds / 60) minutes"
        }
    }

    private static func face(_ local: Int) -> String {
        let minute = floorModulo(local, 86_400) / 60
        return "\(twoDigits(minute / 60)):\(twoDigits(minute % 60))"
    }
}

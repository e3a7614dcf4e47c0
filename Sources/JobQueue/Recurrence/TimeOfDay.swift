/// A time of day to the minute on a 24-hour clock, "00:00" to "23:59", without a zone.
public struct TimeOfDay: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Minutes since midnight on the clock's face, 0…1439.
    public let minute: Int

    public static let midnight = TimeOfDay(minute: 0)

    private init(minute: Int) { self.minute = minute }

    /// Reads "08:00" or "8:00"; nil when the text is not a time of day.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        self.minute = hour * 60 + minute
    }

    public var description: String { "\(twoDigits(minute / 60)):\(twoDigits(minute % 60))" }

    public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool { left.minute < right.minute }
}

func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

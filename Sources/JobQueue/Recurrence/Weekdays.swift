/// A set of days of the week, Monday first, as a recurrence flags them.
public struct Weekdays: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue & 0b111_1111 }

    public static let monday = Weekdays(rawValue: 1 << 0)
    public static let tuesday = Weekdays(rawValue: 1 << 1)
    public static let wednesday = Weekdays(rawValue: 1 << 2)
    public static let thursday = Weekdays(rawValue: 1 << 3)
    public static let friday = Weekdays(rawValue: 1 << 4)
    public static let saturday = Weekdays(rawValue: 1 << 5)
    public static let sunday = Weekdays(rawValue: 1 << 6)
    /// Monday to Sunday.
    public static let all = Weekdays(rawValue: 0b111_1111)
    /// Monday to Friday.
    public static let workdays = Weekdays(rawValue: 0b001_1111)

    /// The names of JSON and of the command line, Monday first.
    static let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// The names of the days in the set, Monday first: `["mon", "tue"]`.
    public var names: [String] {
        Self.names.enumerated().filter { contains(weekday: $0.offset) }.map(\.element)
    }

    /// Reads "mon", "Monday" or "all"; nil when the word is none of them.
    init?(name: String) {
        let word = name.lowercased()
        if word == "all" {
            self = .all
            return
        }
        let full = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        guard let index = Self.names.firstIndex(of: word) ?? full.firstIndex(of: word) else { return nil }
        self.init(rawValue: 1 << UInt8(index))
    }

    /// Whether the set has that day; `weekday` is 0 for Monday, 6 for Sunday.
    func contains(weekday: Int) -> Bool { rawValue & (1 << UInt8(weekday)) != 0 }
}

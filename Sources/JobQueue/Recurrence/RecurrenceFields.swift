/// A recurrence as somebody wrote it, not yet checked: the JSON object, or the options of a command.
///
/// `Recurrence(fields, defaultZone:)` checks all fields at once. Decoding never fails on a wrong value: the value is remembered and
/// reported with the others.
public struct RecurrenceFields: Sendable, Hashable {
    /// Names of days, "all", or names joined by commas; nil or empty with a formula.
    public var days: [String]?
    /// "HH:MM"
    public var start: String?
    /// "HH:MM"
    public var end: String?
    /// Minutes.
    public var every: Int?
    /// Such as "1M" or "CM+1D".
    public var formula: String?
    /// IANA name.
    public var zone: String?
    /// "fixed-rate" or "after-completion"
    public var spacing: String?
    /// "once", "skip" or "all:N"
    public var missed: String?

    /// What decoding found wrong: unknown keys and values of a wrong type.
    var problems: [RecurrenceError.Problem] = []

    public init(
        days: [String]? = nil,
        start: String? = nil,
        end: String? = nil,
        every: Int? = nil,
        formula: String? = nil,
        zone: String? = nil,
        spacing: String? = nil,
        missed: String? = nil
    ) {
        self.days = days
        self.start = start
        self.end = end
        self.every = every
        self.formula = formula
        self.zone = zone
        self.spacing = spacing
        self.missed = missed
    }

    /// Whether nothing is set, so that the entry is a one-off.
    public var isEmpty: Bool { self == RecurrenceFields() }
}

extension RecurrenceFields: Codable {
    /// The fields in the order in which they are written and reported.
    enum Key: String, CaseIterable, CodingKey {
        case days, start, end, every, formula, zone, spacing, missed
    }

    private struct AnyKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    public init(from decoder: any Decoder) throws {
        self.init()
        for key in try decoder.container(keyedBy: AnyKey.self).allKeys where Key(rawValue: key.stringValue) == nil {
            let known = Key.allCases.map(\.rawValue).joined(separator: ", ")
            note(key.stringValue, "is not a field of a recurrence; there are \(known).")
        }
        let container = try decoder.container(keyedBy: Key.self)
        if let text = try? container.decodeIfPresent(String.self, forKey: .days) {
            days = [text]
        } else {
            days = value(of: .days, in: container, "must be a list of days such as [\"mon\", \"tue\"], or \"all\".")
        }
        start = value(of: .start, in: container, "must be a text such as \"08:00\".")
        end = value(of: .end, in: container, "must be a text such as \"16:00\".")
        every = value(of: .every, in: container, "must be a whole number of minutes.")
        formula = value(of: .formula, in: container, "must be a text such as \"1M\".")
        zone = value(of: .zone, in: container, "must be a text such as \"Europe/Berlin\".")
        spacing = value(of: .spacing, in: container, "must be \"fixed-rate\" or \"after-completion\".")
        missed = value(of: .missed, in: container, "must be \"once\", \"skip\" or \"all:N\".")
    }

    /// Writes every field, also those that are not set, so that readers find all names.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(days ?? [], forKey: .days)
        try container.encode(start, forKey: .start)
        try container.encode(end, forKey: .end)
        try container.encode(every, forKey: .every)
        try container.encode(formula, forKey: .formula)
        try container.encode(zone, forKey: .zone)
        try container.encode(spacing, forKey: .spacing)
        try container.encode(missed, forKey: .missed)
    }

    private mutating func value<Value: Decodable>(
        of key: Key,
        in container: KeyedDecodingContainer<Key>,
        _ complaint: String
    ) -> Value? {
        do {
            return try container.decodeIfPresent(Value.self, forKey: key)
        } catch {
            note(key.rawValue, complaint)
            return nil
        }
    }

    private mutating func note(_ field: String, _ message: String) {
        problems.append(RecurrenceError.Problem(field: field, message: message))
    }
}

import Foundation

/// Reads the written fields of a recurrence one after another and gathers what is wrong with them.
struct RecurrenceCheck {
    private let fields: RecurrenceFields
    private var problems: [RecurrenceError.Problem]

    init(_ fields: RecurrenceFields) {
        self.fields = fields
        problems = fields.problems
    }

    /// - Throws: all problems in the order of the fields, one a field.
    func finish() throws(RecurrenceError) {
        guard !problems.isEmpty else { return }
        let order = RecurrenceFields.Key.allCases.map(\.rawValue)
        var sorted: [RecurrenceError.Problem] = []
        for field in order { sorted += problems.filter { $0.field == field }.prefix(1) }
        sorted += problems.filter { !order.contains($0.field) }
        throw RecurrenceError(problems: sorted)
    }

    mutating func formula() -> DateFormula? {
        guard let text = fields.formula else { return nil }
        do {
            return try DateFormula(text)
        } catch {
            note(.formula, error.description)
            return nil
        }
    }

    mutating func days() -> Weekdays {
        let words = (fields.days ?? []).flatMap { $0.split(separator: ",") }.map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
        if fields.formula != nil {
            if !words.isEmpty { note(.days, "days and a formula exclude each other; leave one of them out.") }
            return []
        }
        var days: Weekdays = []
        for word in words {
            guard let day = Weekdays(name: word) else {
                note(.days, "“\(word)” is not a day; write mon, tue, wed, thu, fri, sat, sun or all.")
                return []
            }
            days.formUnion(day)
        }
        if days.isEmpty { note(.days, "flag at least one day (mon … sun, or all), or give a formula such as 1M.") }
        return days
    }

    mutating func time(_ key: RecurrenceFields.Key) -> TimeOfDay? {
        guard let text = key == .start ? fields.start : fields.end else { return nil }
        guard let time = TimeOfDay(text) else {
            note(key, "“\(text)” is not a time of day; write hours and minutes from 00:00 to 23:59, such as 08:30.")
            return nil
        }
        return time
    }

    mutating func spacing() -> RecurrenceSpacing {
        guard let text = fields.spacing else { return .fixedRate }
        guard let spacing = RecurrenceSpacing(name: text) else {
            note(.spacing, "“\(text)” is not a spacing; write fixed-rate or after-completion.")
            return .fixedRate
        }
        if spacing == .afterCompletion, fields.formula != nil {
            note(.spacing, "a formula counts from the scheduled date; with after-completion give days and every instead.")
        }
        return spacing
    }

    mutating func missed() -> MissedRunPolicy {
        guard let text = fields.missed else { return .once }
        guard let policy = MissedRunPolicy(text) else {
            let limit = MissedRunPolicy.limit
            note(.missed, "“\(text)” is not a policy; write once, skip or all:N with N from \(limit.lowerBound) to \(limit.upperBound).")
            return .once
        }
        return policy
    }

    /// The longest pause after completion, in minutes: a year of 366 days.
    private static let longestPause = 366 * 1_440

    mutating func every(spacing: RecurrenceSpacing) -> Int? {
        guard let minutes = fields.every else {
            if spacing == .afterCompletion, fields.formula == nil {
                note(.every, "give the minutes between the end of a run and the next one.")
            }
            return nil
        }
        if fields.formula != nil {
            note(.every, "every and a formula exclude each other; leave one of them out.")
        } else if minutes < 1 {
            note(.every, "\(minutes) is too small; write 1 minute or more.")
        } else if spacing == .fixedRate, minutes > 1_440 {
            note(.every, "\(minutes) is more than 1440 minutes (a day); for longer pauses use a date formula such as 2D.")
        } else if minutes > Self.longestPause {
            note(.every, "\(minutes) is more than \(Self.longestPause) minutes (a year).")
        }
        return minutes
    }

    mutating func zone(default fallback: String) -> (name: String, zone: TimeZone) {
        let name = fields.zone ?? fallback
        guard let zone = ZoneNames.zone(named: name) else {
            note(.zone, "“\(name)” is not a known time zone; \(ZoneNames.advice(for: name)).")
            return (name, .gmt)
        }
        return (name, zone)
    }

    private mutating func note(_ field: RecurrenceFields.Key, _ message: String) {
        problems.append(RecurrenceError.Problem(field: field.rawValue, message: message))
    }
}

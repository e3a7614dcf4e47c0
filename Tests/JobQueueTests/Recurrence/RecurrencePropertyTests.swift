import Foundation
import JobQueue
import Testing

/// The recurrence against models that know only the specification's words, in all zones and the years 2024–2040.
///
/// An ordinary run looks at a few change-overs a zone; `BACKROOM_FULL_SWEEP=1` at all of them. `BACKROOM_SEED` repeats a run.
@Suite struct RecurrencePropertyTests {
    static let isFullSweep = ProcessInfo.processInfo.environment["BACKROOM_FULL_SWEEP"] == "1"
    static let seed =
        ProcessInfo.processInfo.environment["BACKROOM_SEED"].flatMap(UInt64.init) ?? UInt64(Date().timeIntervalSince1970) / 86_400

    /// 2024-01-01 to 2040-12-31, in days since 1970.
    static let years = 19_723..<25_933

    @Test(arguments: Zones.all)
    func fixedRateAndPauseAsTheMinutesSay(_ name: String) throws {
        let zone = try #require(TimeZone(identifier: name))
        var random = SeededGenerator(seed: Self.seed ^ UInt64(truncatingIfNeeded: name.utf8.reduce(5_381) { $0 &* 33 &+ Int($1) }))
        let changes = Zones.daysOfChange(zone, in: Self.years)
        var days = Self.isFullSweep ? changes : Array(changes.shuffled(using: &random).prefix(2))
        days += (0..<(Self.isFullSweep ? 20 : 1)).map { _ in Int.random(in: Self.years, using: &random) }
        for day in days {
            let model = MinuteModel(zone: zone, first: (day - 4) * 1_440, days: 9)
            for _ in 0..<(Self.isFullSweep ? 6 : 3) {
                let pattern = Pattern(random: &random)
                try compareSlots(pattern, name, model, day: day)
                try comparePauses(pattern, name, model, day: day, random: &random)
            }
        }
    }

    private func compareSlots(_ pattern: Pattern, _ zone: String, _ model: MinuteModel, day: Int) throws {
        let recurrence = try Recurrence(pattern.fields(zone: zone))
        // The model does not know the windows that begin or end outside its days.
        let (from, to) = ((day - 1) * 1_440, (day + 2) * 1_440)
        let expected = model.slots(in: model.windows(days: pattern.days, start: pattern.start, end: pattern.end), every: pattern.every)
            .filter { from <= $0 && $0 < to }
        let slots = recurrence.slots(from: Date(timeIntervalSince1970: TimeInterval(from * 60))).lazy
            .map { Int($0.timeIntervalSince1970) / 60 }.prefix { $0 < to }
        let actual = Array(slots)
        #expect(actual == expected, "\(recurrence) around day \(day), seed \(Self.seed)")
        guard let last = expected.last, actual == expected else { return }
        // The last slot is found by arithmetic; nothing was missed after it.
        let late = recurrence.missedRuns(due: date(expected[0]), now: date(to - 1).addingTimeInterval(59), grace: .infinity)
        #expect(late.run == [date(last)], "\(recurrence) around day \(day), seed \(Self.seed)")
    }

    private func comparePauses(_ pattern: Pattern, _ zone: String, _ model: MinuteModel, day: Int, random: inout SeededGenerator) throws {
        var pattern = pattern
        pattern.every = Int.random(in: 1...2_000, using: &random)
        var fields = pattern.fields(zone: zone)
        fields.spacing = "after-completion"
        let recurrence = try Recurrence(fields)
        let windows = model.windows(days: pattern.days, start: pattern.start, end: pattern.end)
        for _ in 0..<4 {
            let completed = (day - 1) * 1_440 + Int.random(in: 0..<2_880, using: &random)
            guard let expected = model.place(completed + (pattern.every ?? 0), in: windows), expected < (day + 3) * 1_440 else { continue }
            #expect(
                recurrence.next(afterCompletion: date(completed)) == date(expected),
                "\(recurrence) completed \(date(completed)), seed \(Self.seed)"
            )
        }
    }

    private func date(_ minute: Int) -> Date { Date(timeIntervalSince1970: TimeInterval(minute * 60)) }

    @Test func formulasAsTheCalendarSays() throws {
        var random = SeededGenerator(seed: Self.seed)
        for _ in 0..<(Self.isFullSweep ? 5_000 : 250) {
            let steps = CalendarModel.randomFormula(using: &random)
            let text = steps.joined()
            let day = Int.random(in: Self.years, using: &random)
            let model = CalendarModel()
            guard let formula = try? Recurrence(formula: text, zone: "UTC") else {
                let moving = (0..<1_500).first { model.apply(steps, to: model.day(day + $0)) > model.day(day + $0) }
                #expect(moving == nil, "“\(text)” was refused but moves forward")
                continue
            }
            let actual = formula.slots(after: model.day(day)).prefix(3).map(\.self)
            #expect(actual == model.chain(steps, from: model.day(day), count: 3), "“\(text)” from \(model.day(day)), seed \(Self.seed)")
        }
    }
}

/// A random recurrence by days.
private struct Pattern {
    /// 0 is Monday.
    var days: Set<Int>
    /// Minutes of the day.
    var start: Int?
    var end: Int?
    var every: Int?

    init(random: inout SeededGenerator) {
        days = Bool.random(using: &random) ? Set(0...6) : Set((0...6).filter { _ in Bool.random(using: &random) })
        if days.isEmpty { days = [Int.random(in: 0...6, using: &random)] }
        start = Self.time(&random)
        end = Self.time(&random)
        every = [nil, 1, 5, 7, 30, 60, 90, 1_440, Int.random(in: 1...1_440, using: &random)].randomElement(using: &random) ?? nil
    }

    /// Most changes of clocks happen between 23:00 and 04:00: half of the times lie there, on full quarters.
    private static func time(_ random: inout SeededGenerator) -> Int? {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: nil
        case 1: Int.random(in: 0..<1_440, using: &random)
        default: Int.random(in: 92..<112, using: &random) * 15 % 1_440
        }
    }

    func fields(zone: String) -> RecurrenceFields {
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        let text = { (minute: Int) in String(format: "%02d:%02d", minute / 60, minute % 60) }
        return RecurrenceFields(days: days.map { names[$0] }, start: start.map(text), end: end.map(text), every: every, zone: zone)
    }
}

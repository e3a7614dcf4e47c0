import Foundation
import JobQueue
import Testing

/// What is refused, with which field and words.
@Suite struct RecurrenceBadInputTests {
    @Test(arguments: [
        (RecurrenceFields(every: 5), "days", "flag at least one day"),
        (RecurrenceFields(days: []), "days", "flag at least one day"),
        (RecurrenceFields(days: ["mon", "Funday"]), "days", "“Funday”"),
        (RecurrenceFields(days: ["all"], every: 0), "every", "0 is too small"),
        (RecurrenceFields(days: ["all"], every: -5), "every", "-5 is too small"),
        (RecurrenceFields(days: ["all"], every: 1_441), "every", "use a date formula such as 2D"),
        (RecurrenceFields(days: ["all"], every: 600_000, spacing: "after-completion"), "every", "a year"),
        (RecurrenceFields(days: ["all"], spacing: "after-completion"), "every", "give the minutes"),
        (RecurrenceFields(days: ["all"], start: "25:00"), "start", "“25:00”"),
        (RecurrenceFields(days: ["all"], start: "8am"), "start", "not a time of day"),
        (RecurrenceFields(days: ["all"], start: "-1:30"), "start", "not a time of day"),
        (RecurrenceFields(days: ["all"], end: "08:60"), "end", "“08:60”"),
        (RecurrenceFields(days: ["all"], end: "24:00"), "end", "not a time of day"),
        (RecurrenceFields(days: ["all"], end: ""), "end", "not a time of day"),
        (RecurrenceFields(days: ["all"], zone: "Mars/Phobos"), "zone", "not a known time zone"),
        (RecurrenceFields(days: ["all"], zone: "europe/berlin"), "zone", "did you mean Europe/Berlin?"),
        (RecurrenceFields(days: ["all"], zone: "berlin"), "zone", "did you mean Europe/Berlin?"),
        (RecurrenceFields(days: ["all"], zone: "UTC+3"), "zone", "IANA name"),
        (RecurrenceFields(days: ["all"], zone: "IST"), "zone", "IANA name"),
        (RecurrenceFields(days: ["all"], zone: ""), "zone", "IANA name"),
        (RecurrenceFields(formula: "1X"), "formula", "position 2"),
        (RecurrenceFields(formula: "-1D"), "formula", "does not move forward"),
        (RecurrenceFields(formula: "0D"), "formula", "does not move forward"),
        (RecurrenceFields(formula: "CD"), "formula", "does not move forward"),
        (RecurrenceFields(formula: "1W-7D"), "formula", "does not move forward"),
        (RecurrenceFields(formula: "-CM"), "formula", "does not move forward"),
        (RecurrenceFields(days: ["mon"], formula: "1D"), "days", "exclude each other"),
        (RecurrenceFields(every: 5, formula: "1D"), "every", "exclude each other"),
        (RecurrenceFields(formula: "1D", spacing: "after-completion"), "spacing", "counts from the scheduled date"),
        (RecurrenceFields(days: ["all"], spacing: "sometimes"), "spacing", "fixed-rate or after-completion"),
        (RecurrenceFields(days: ["all"], missed: "all"), "missed", "once, skip or all:N"),
        (RecurrenceFields(days: ["all"], missed: "all:0"), "missed", "from 1 to 1000"),
    ])
    func oneProblem(_ fields: RecurrenceFields, field: String, words: String) throws {
        let error = try #require(throws: RecurrenceError.self) { try Recurrence(fields, defaultZone: "UTC") }
        #expect(error.problems.map(\.field) == [field])
        #expect(error.description.contains(words), "\(error)")
        #expect(error.code == "invalidRecurrence")
    }

    @Test func allProblemsAtOnce() throws {
        let fields = RecurrenceFields(days: ["noday"], start: "x", end: "y", every: 0, zone: "z", spacing: "s", missed: "m")
        let error = try #require(throws: RecurrenceError.self) { try Recurrence(fields) }
        #expect(error.problems.map(\.field) == ["days", "start", "end", "every", "zone", "spacing", "missed"])
    }

    @Test(arguments: [
        ("", 1, "empty"), ("1", 2, "a unit"), ("D", 2, "a day of a month"), ("D32", 2, "out of range"), ("WD8", 3, "1 (Monday) to 7"),
        ("W1", 2, "WD"), ("1D2W", 3, "+ or -"), ("1D+", 4, "a number and a unit"), ("C", 2, "after C"), ("CX", 2, "after C"),
        (" 1 D + Z", 7 + 1, "a number and a unit"), ("99999D", 1, "9999"), ("99999999999999999999D", 1, "9999"), ("ßD", 1, "a number"),
        ("٣D", 1, "a number"),
    ])
    func formulaErrorsSayWhere(_ text: String, position: Int, words: String) throws {
        let error = try #require(throws: DateFormulaError.self) { try DateFormula(text) }
        #expect(error.position == position)
        #expect(error.description.contains(words), "\(error)")
    }

    @Test func tooManySteps() {
        #expect(throws: DateFormulaError.self) { try DateFormula(Array(repeating: "1D", count: 17).joined(separator: "+")) }
    }

    @Test func formulasThatSometimesStandStillAreAccepted() throws {
        for text in ["CM", "CM-5D", "CY-11M", "1M-30D", "1Y-365D", "cm + 1d"] {
            let recurrence = try Recurrence(formula: text, zone: "UTC")
            let slots = Array(recurrence.slots(after: try instant("2096-01-15T00:00")).prefix(20))
            #expect(slots.count == 20 && zip(slots, slots.dropFirst()).allSatisfy { $0 < $1 }, "\(text)")
        }
    }
}

import Foundation
import JobQueue
import Testing

/// Each row of the specification's tables.
@Suite struct RecurrenceCasesTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var zone = "UTC"
        var days: Weekdays = .all
        var start: String?
        var end: String?
        var every: Int?
        var last: String
        var ended: String?
        var next: [String]

        var testDescription: String { "\(zone) \(days.names) \(start ?? "–") \(end ?? "–") \(every ?? 0) from \(last)" }
    }

    @Test(arguments: [
        Case(every: 60, last: "2012-01-01T13:00", next: ["2012-01-01T14:00"]),
        Case(every: 2_880, last: "2012-01-01T23:30", next: ["2012-01-03T23:30"]),
        Case(start: "10:00", every: 60, last: "2012-01-01T23:30", next: ["2012-01-02T10:00"]),
        Case(
            days: Weekdays.all.subtracting([.monday, .tuesday]),
            start: "00:15",
            every: 60,
            last: "2012-01-01T23:30",
            next: ["2012-01-04T00:15"]
        ),
        Case(end: "13:30", every: 30, last: "2012-01-01T13:00", next: ["2012-01-01T13:30"]),
        Case(start: "10:00", end: "13:30", every: 60, last: "2012-01-01T13:00", next: ["2012-01-02T10:00"]),
        Case(start: "22:00", end: "02:00", every: 10, last: "2012-01-01T23:55", next: ["2012-01-02T00:05"]),
    ])
    func afterCompletion(_ row: Case) throws {
        let recurrence = try Recurrence(
            days: row.days,
            start: row.start,
            end: row.end,
            every: row.every,
            zone: row.zone,
            spacing: .afterCompletion
        )
        let completed = try instant(row.last)
        #expect(recurrence.next(afterCompletion: completed) == (try instant(row.next[0])))
        #expect(recurrence.next(after: completed.addingTimeInterval(-300), endedAt: completed) == (try instant(row.next[0])))
    }

    @Test(arguments: [
        Case(start: "02:00", last: "2026-08-24T02:00", ended: "2026-08-24T02:07", next: ["2026-08-25T02:00"]),
        Case(start: "08:00", end: "16:00", every: 60, last: "2026-08-24T09:00", ended: "2026-08-24T09:12", next: ["2026-08-24T10:00"]),
        Case(start: "08:00", end: "16:00", every: 60, last: "2026-08-24T16:00", next: ["2026-08-25T08:00"]),
        Case(days: .workdays, start: "08:00", end: "16:00", every: 60, last: "2026-08-21T16:00", next: ["2026-08-24T08:00"]),
        Case(days: .friday, start: "22:00", end: "02:00", every: 60, last: "2026-08-21T23:00", next: ["2026-08-22T00:00"]),
        Case(days: .friday, start: "22:00", end: "02:00", every: 60, last: "2026-08-22T02:00", next: ["2026-08-28T22:00"]),
        Case(every: 7, last: "2026-08-24T23:55", next: ["2026-08-25T00:00"]),
        Case(zone: "Europe/Berlin", start: "02:30", last: "2026-03-28T02:30+01:00", next: ["2026-03-29T03:00+02:00"]),
        Case(
            zone: "Europe/Berlin",
            start: "02:30",
            last: "2026-10-24T02:30+02:00",
            next: ["2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00"]
        ),
        Case(
            zone: "America/New_York",
            start: "00:00",
            end: "04:00",
            every: 60,
            last: "2026-11-01T01:00-04:00",
            next: ["2026-11-01T01:00-05:00"]
        ),
    ])
    func fixedRate(_ row: Case) throws {
        let recurrence = try Recurrence(days: row.days, start: row.start, end: row.end, every: row.every, zone: row.zone)
        let scheduled = try instant(row.last)
        let expected = try row.next.map { try instant($0) }
        #expect(Array(recurrence.slots(after: scheduled).prefix(expected.count)) == expected)
        #expect(recurrence.next(after: scheduled) == expected[0])
        #expect(recurrence.next(after: scheduled, endedAt: try instant(row.ended ?? row.last)) == expected[0])
        #expect(recurrence.firstSlot(onOrAfter: scheduled.addingTimeInterval(0.001)) == expected[0])
        #expect(recurrence.firstSlot(onOrAfter: expected[0]) == expected[0])
    }

    @Test(arguments: [
        ("CM", "00:00", "2026-02-10", "2026-02-28"),
        ("1D+CM", "11:00", "2012-03-31", "2012-04-30"),
        ("1M", "00:00", "2026-01-31", "2026-02-28"),
        ("1W", "00:00", "2026-12-28", "2027-01-04"),
        ("WD1", "00:00", "2026-08-24", "2026-08-31"),
        ("D15", "00:00", "2026-08-15", "2026-09-15"),
        ("d15", "00:00", "2026-08-14", "2026-08-15"),
        ("CM", "00:00", "2026-02-28", "2026-03-31"),
        ("D31", "06:30", "2026-04-10", "2026-04-30"),
        ("1Y", "00:00", "2024-02-29", "2025-02-28"),
        ("CQ + 1D", "00:00", "2026-02-10", "2026-04-01"),
        ("1M-CM", "00:00", "2026-02-10", "2026-03-01"),
        ("CW", "00:00", "2026-08-24", "2026-08-30"),
        ("CY", "00:00", "2026-08-24", "2026-12-31"),
        ("1M-D15", "00:00", "2026-08-15", "2026-09-15"),
        ("1M-WD5", "00:00", "2026-08-24", "2026-09-18"),
        ("2Q", "00:00", "2026-08-31", "2027-02-28"),
    ])
    func formula(_ formula: String, start: String, scheduled: String, next: String) throws {
        let recurrence = try Recurrence(formula: formula, start: start, zone: "UTC")
        let last = try instant("\(scheduled)T\(start)")
        #expect(recurrence.next(after: last) == (try instant("\(next)T\(start)")))
        #expect(recurrence.next(after: last, endedAt: last.addingTimeInterval(420)) == (try instant("\(next)T\(start)")))
    }

    @Test func formulaCountsInItsZone() throws {
        let recurrence = try Recurrence(formula: "1D", start: "02:30", zone: "Europe/Berlin")
        let days = try recurrence.slots(after: instant("2026-03-27T02:30+01:00")).prefix(3).map { try local($0, "Europe/Berlin") }
        #expect(days == ["2026-03-28T02:30+01:00", "2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00"])
    }

    @Test func slotsThatPassDuringARunAreLeftOutAndNothingDrifts() throws {
        let minutes = try Recurrence(days: .all, every: 5, zone: "UTC")
        #expect(
            minutes.next(after: try instant("2026-08-24T09:00"), endedAt: try instant("2026-08-24T09:12"))
                == (try instant("2026-08-24T09:15"))
        )
        let formula = try Recurrence(formula: "2D", zone: "UTC")
        #expect(
            formula.next(after: try instant("2026-08-24T00:00"), endedAt: try instant("2026-08-29T07:00"))
                == (try instant("2026-08-30T00:00"))
        )
    }
}

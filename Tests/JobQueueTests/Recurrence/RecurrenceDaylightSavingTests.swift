import Foundation
import JobQueue
import Testing

/// Days on which clocks change, in zones that do it differently.
@Suite struct RecurrenceDaylightSavingTests {
    private func locals(_ recurrence: Recurrence, from: String, count: Int) throws -> [String] {
        try recurrence.slots(from: instant(from)).prefix(count).map { try local($0, recurrence.zone) }
    }

    @Test(arguments: [("2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00", 23), ("2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00", 25)])
    func anHourlyJobRunsByElapsedTime(from: String, to: String, runs: Int) throws {
        let hourly = try Recurrence(days: .all, every: 60, zone: "Europe/Berlin")
        let end = try instant(to)
        #expect(try hourly.slots(from: instant(from)).prefix { $0 < end }.map(\.self).count == runs)
    }

    @Test func aClosingMeansItsLastOccurrence() throws {
        let hourly = try Recurrence(days: .all, start: "01:00", end: "02:30", every: 30, zone: "Europe/Berlin")
        #expect(
            try locals(hourly, from: "2026-10-25T01:00+02:00", count: 7) == [
                "2026-10-25T01:00+02:00", "2026-10-25T01:30+02:00", "2026-10-25T02:00+02:00", "2026-10-25T02:30+02:00",
                "2026-10-25T02:00+01:00", "2026-10-25T02:30+01:00", "2026-10-26T01:00+01:00",
            ]
        )
    }

    @Test func midnightThatDoesNotExist() throws {
        let daily = try Recurrence(days: .all, zone: "Africa/Cairo")
        #expect(try locals(daily, from: "2026-04-23T12:00", count: 2) == ["2026-04-24T01:00+03:00", "2026-04-25T00:00+03:00"])
        let hourly = try Recurrence(days: .all, every: 60, zone: "Africa/Cairo")
        #expect(
            try locals(hourly, from: "2026-04-23T20:30", count: 3)
                == ["2026-04-23T23:00+02:00", "2026-04-24T01:00+03:00", "2026-04-24T02:00+03:00"]
        )
    }

    @Test func midnightThatOccursTwice() throws {
        let daily = try Recurrence(days: .all, zone: "America/Havana")
        #expect(try locals(daily, from: "2026-10-31T12:00", count: 2) == ["2026-11-01T00:00-04:00", "2026-11-02T00:00-05:00"])
    }

    @Test func anHourThatIsSkippedAtTheEndOfADayRunsOnceAsItsLastInstant() throws {
        // Clocks in Nuuk go from Saturday 23:00 to Sunday 00:00.
        let saturday = try Recurrence(days: .saturday, start: "23:30", every: 10, zone: "America/Nuuk")
        #expect(
            try locals(saturday, from: "2026-03-28T12:00", count: 4)
                == ["2026-03-29T00:00-01:00", "2026-04-04T23:30-01:00", "2026-04-04T23:40-01:00", "2026-04-04T23:50-01:00"]
        )
    }

    @Test func halfAnHourInLordHowe() throws {
        let daily = try Recurrence(days: .all, start: "02:15", zone: "Australia/Lord_Howe")
        #expect(try locals(daily, from: "2026-10-03T00:00", count: 2) == ["2026-10-04T02:30+11:00", "2026-10-05T02:15+11:00"])
        let halves = try Recurrence(days: .sunday, start: "01:00", end: "02:00", every: 30, zone: "Australia/Lord_Howe")
        #expect(
            try locals(halves, from: "2026-04-04T12:00", count: 4)
                == ["2026-04-05T01:00+11:00", "2026-04-05T01:30+11:00", "2026-04-05T01:30+10:30", "2026-04-05T02:00+10:30"]
        )
    }

    @Test func twoHoursInTroll() throws {
        let daily = try Recurrence(days: .all, start: "01:30", zone: "Antarctica/Troll")
        #expect(try locals(daily, from: "2026-03-28T12:00", count: 2) == ["2026-03-29T03:00+02:00", "2026-03-30T01:30+02:00"])
        #expect(try locals(daily, from: "2026-10-24T12:00", count: 2) == ["2026-10-25T01:30+02:00", "2026-10-26T01:30+00:00"])
    }

    @Test func aWindowThatReachesOverTheNextOneKeepsTheOrder() throws {
        // On the day when clocks go back, 02:15 occurs for the last time after 02:30 occurred for the first.
        let round = try Recurrence(days: .all, start: "02:30", end: "02:15", every: 60, zone: "Europe/Berlin")
        let slots = Array(round.slots(from: try instant("2026-10-24T20:00")).prefix(40))
        #expect(zip(slots, slots.dropFirst()).allSatisfy { $0 < $1 })
        #expect(slots.contains(try instant("2026-10-25T02:30+02:00")))
    }

    @Test func aDayThatWasSkippedByTheCalendarDoesNotLoop() throws {
        // Samoa had no 30 December 2011.
        let friday = try Recurrence(days: .friday, start: "10:00", zone: "Pacific/Apia")
        #expect(try locals(friday, from: "2011-12-28T00:00", count: 2) == ["2011-12-31T00:00+14:00", "2012-01-06T10:00+14:00"])
        let daily = try Recurrence(days: .all, zone: "Pacific/Apia")
        #expect(
            try locals(daily, from: "2011-12-29T12:00", count: 3) == [
                "2011-12-31T00:00+14:00", "2012-01-01T00:00+14:00", "2012-01-02T00:00+14:00",
            ]
        )
    }

    @Test func farInstantsDoNotTrap() throws {
        let daily = try Recurrence(days: .all, every: 5, zone: "Europe/Berlin")
        for far in [Date.distantPast, .distantFuture, Date(timeIntervalSince1970: -.infinity), Date(timeIntervalSince1970: .infinity)] {
            _ = daily.next(after: far)
            _ = daily.firstSlot(onOrAfter: far)
        }
        #expect(Array(daily.slots(from: Date(timeIntervalSince1970: 253_402_300_799))).isEmpty)
    }

    @Test(arguments: [
        (
            "02:30", "2026-03-29T03:00+02:00", DaylightSavingNote.Kind.movedOutOfGap,
            "02:30 does not exist on this day: clocks go forward by 1 hour at 02:00. The run comes right after the gap, at 03:00."
        ),
        (
            "02:30", "2026-10-25T02:30+02:00", .firstOfTwo,
            "02:30 occurs twice on this day: clocks go back by 1 hour at 03:00. This is the first time, at +02:00."
        ),
        (
            "02:30", "2026-10-25T02:30+01:00", .secondOfTwo,
            "02:30 occurs twice on this day: clocks go back by 1 hour at 03:00. This is the second time, at +01:00."
        ),
        ("08:00", "2026-03-29T08:00+02:00", .dayOfChange, "On this day clocks go forward by 1 hour at 02:00."),
        ("03:00", "2026-03-29T03:00+02:00", .dayOfChange, "On this day clocks go forward by 1 hour at 02:00."),
    ])
    func notes(start: String, slot: String, kind: DaylightSavingNote.Kind, sentence: String) throws {
        let recurrence = try Recurrence(days: .all, start: start, zone: "Europe/Berlin")
        let note = try #require(recurrence.daylightSavingNote(for: try instant(slot)))
        #expect(note.kind == kind)
        #expect(note.description == sentence)
        #expect(abs(note.shift) == 3_600)
    }

    @Test func ordinaryDaysHaveNoNote() throws {
        let daily = try Recurrence(days: .all, start: "02:30", zone: "Europe/Berlin")
        let noted = try daily.slots(from: instant("2026-01-01T00:00")).prefix(365).filter { daily.daylightSavingNote(for: $0) != nil }
        #expect(try noted.map { try local($0, "Europe/Berlin") } == ["2026-03-29T03:00+02:00", "2026-10-25T02:30+02:00"])
        let nuuk = try Recurrence(days: .all, start: "12:00", zone: "America/Nuuk")
        let days = try nuuk.slots(from: instant("2026-01-01T00:00")).prefix(365).filter { nuuk.daylightSavingNote(for: $0) != nil }
        #expect(try days.map { try local($0, "America/Nuuk") } == ["2026-03-28T12:00-02:00", "2026-10-24T12:00-01:00"])
    }
}

import Foundation
import JobQueue
import Testing

@testable import WebClient

/// The next runs beside a schedule, and the days when clocks change.
struct ScheduleTests {
    private static let berlin = TimeZone(identifier: "Europe/Berlin") ?? .gmt

    private func day(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

    @Test func theDaysOfChangeAreNamedWithWhatTheyDoToTheSchedule() throws {
        let recurrence = try Recurrence(RecurrenceFields(days: ["all"], start: "02:30", zone: "Europe/Berlin"))
        let notes = ScheduleSlots.changes(recurrence, Speech(.english, zone: Self.berlin), from: try day("2026-01-10T00:00:00Z"))
        #expect(notes.count == 2)
        #expect(notes[0].contains("29 Mar 2026: clocks go forward by 1 h 0 m."))
        #expect(notes[0].contains("02:30 does not exist on this day"))
        #expect(notes[1].contains("25 Oct 2026: clocks go back by 1 h 0 m."))
        #expect(notes[1].contains("occurs twice"))
        let russian = ScheduleSlots.changes(recurrence, Speech(.russian, zone: Self.berlin), from: try day("2026-01-10T00:00:00Z"))
        #expect(russian[0].contains("часы переводятся вперёд") && russian[0].contains("нет"))
    }

    @Test func aZoneWithoutSuchDaysSaysNothing() throws {
        let recurrence = try Recurrence(RecurrenceFields(days: ["all"], start: "02:30", zone: "Asia/Tokyo"))
        let tokyo = try #require(TimeZone(identifier: "Asia/Tokyo"))
        #expect(ScheduleSlots.changes(recurrence, Speech(.english, zone: tokyo)).isEmpty)
    }

    @Test func aScheduleThatIsUntouchedByTheHourOnlyHearsOfIt() throws {
        let recurrence = try Recurrence(RecurrenceFields(days: ["all"], start: "12:00", zone: "Europe/Berlin"))
        let notes = ScheduleSlots.changes(recurrence, Speech(.english, zone: Self.berlin), from: try day("2026-01-10T00:00:00Z"))
        #expect(notes[0] == "29 Mar 2026: clocks go forward by 1 h 0 m.")
    }

    @Test func aSlotInTheGapIsMarked() throws {
        let recurrence = try Recurrence(RecurrenceFields(days: ["all"], start: "02:30", zone: "Europe/Berlin"))
        let slots = recurrence.slots(from: try day("2026-03-28T00:00:00Z")).prefix(3).map {
            ScheduleSlots.slot($0, recurrence, Speech(.english, zone: Self.berlin))
        }
        #expect(slots.map { $0.note != nil } == [false, true, false])
        #expect(slots[0].when.contains("28 Mar 2026"))
    }

    @Test func whatWasTypedIsReadBack() throws {
        let t = Speech(.english, zone: Self.berlin)
        let values = EntryFormValues(
            form: ["earliestStart": ["2026-08-24T10:30"], "timeout": [" 60 "], "days": ["mon", "fri"]],
            zone: Self.berlin
        )
        #expect(try values.instant("earliestStart", t) == day("2026-08-24T08:30:00Z"))
        #expect(try values.number("timeout", 5, t) == 60)
        #expect(try values.number("rerunDelay", 15, t) == 15)
        #expect(values.recurrence.days == ["mon", "fri"])
        #expect(throws: Failure.self) { try EntryFormValues(form: ["timeout": ["x"]], zone: .gmt).number("timeout", 5, t) }
    }
}

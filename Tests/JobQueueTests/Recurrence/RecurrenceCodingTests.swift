import Foundation
import JobQueue
import Testing

@Suite struct RecurrenceCodingTests {
    private func decode(_ json: String) throws -> Recurrence {
        try JSONDecoder().decode(Recurrence.self, from: Data(json.utf8))
    }

    @Test func readsAndWritesTheNamesOfTheInterface() throws {
        let recurrence = try decode(
            #"{"days": ["Tue", "mon"], "start": "8:00", "end": "16:00", "every": 5, "zone": "Europe/Berlin", "missed": "all:3"}"#
        )
        #expect(recurrence.days == [.monday, .tuesday])
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(recurrence), as: UTF8.self)
        #expect(
            text == #"{"days":["mon","tue"],"end":"16:00","every":5,"formula":null,"missed":"all:3","#
                + #""spacing":"fixed-rate","start":"08:00","zone":"Europe/Berlin"}"#
        )
        #expect(try decode(text) == recurrence)
        #expect(try decode(text).hashValue == recurrence.hashValue)
    }

    @Test func allDaysAndOtherSpellings() throws {
        #expect(try decode(#"{"days": "all"}"#).days == .all)
        #expect(try decode(#"{"days": "mon, friday"}"#).days == [.monday, .friday])
        #expect(try decode(#"{"days": "all", "every": 9, "spacing": "afterCompletion"}"#).spacing == .afterCompletion)
        #expect(try decode(#"{"days": [], "formula": "cm + 1d", "every": null}"#).formula?.description == "CM+1D")
    }

    @Test func theServersZoneIsTheDefault() throws {
        let fields = try JSONDecoder().decode(RecurrenceFields.self, from: Data(#"{"days": "all"}"#.utf8))
        #expect(try Recurrence(fields, defaultZone: "Asia/Tokyo").zone == "Asia/Tokyo")
        #expect(try Recurrence(days: .all).zone == TimeZone.current.identifier)
    }

    @Test func wrongTypesAndUnknownKeysNameTheirField() throws {
        let error = try #require(throws: RecurrenceError.self) {
            try decode(#"{"days": 5, "start": 8, "every": "five", "missed": {}, "evry": 5}"#)
        }
        #expect(error.problems.map(\.field) == ["days", "start", "every", "missed", "evry"])
        #expect(error.problems.last?.message.contains("there are days, start") == true)
    }

    @Test func emptyFieldsMeanAOneOff() {
        #expect(RecurrenceFields().isEmpty)
        #expect(!RecurrenceFields(every: 5).isEmpty)
    }

    @Test(arguments: [
        (
            RecurrenceFields(days: ["mon,tue,wed,thu,fri"], start: "08:00", end: "16:00", every: 5),
            "every 5 minutes, 08:00–16:00, Mon–Fri, Europe/Berlin"
        ),
        (RecurrenceFields(days: ["all"], start: "02:00"), "at 02:00, every day, Europe/Berlin"),
        (RecurrenceFields(days: ["all"]), "at 00:00, every day, Europe/Berlin"),
        (RecurrenceFields(days: ["all"], start: "02:00", end: "04:00"), "at 02:00, if late until 04:00, every day, Europe/Berlin"),
        (
            RecurrenceFields(days: ["fri"], start: "22:00", end: "02:00", every: 60),
            "every 60 minutes, 22:00–02:00 (next day), Fri, Europe/Berlin"
        ),
        (RecurrenceFields(days: ["sat", "sun"], every: 1), "every minute, Sat, Sun, Europe/Berlin"),
        (
            RecurrenceFields(days: ["mon", "wed", "fri"], start: "09:00", every: 30),
            "every 30 minutes, from 09:00, Mon, Wed, Fri, Europe/Berlin"
        ),
        (
            RecurrenceFields(days: ["all"], end: "13:30", every: 30, spacing: "after-completion"),
            "30 minutes after each run, until 13:30, every day, Europe/Berlin"
        ),
        (RecurrenceFields(start: "11:00", formula: "1d+cm"), "by the formula 1D+CM, at 11:00, Europe/Berlin"),
    ])
    func sentence(_ fields: RecurrenceFields, _ sentence: String) throws {
        #expect(try Recurrence(fields, defaultZone: "Europe/Berlin").description == sentence)
    }
}

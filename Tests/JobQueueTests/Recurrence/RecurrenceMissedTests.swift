import Foundation
import JobQueue
import Testing

/// What happens after nobody was there.
@Suite struct RecurrenceMissedTests {
    private let hours = RecurrenceFields(days: ["all"], start: "08:00", end: "16:00", every: 60, zone: "UTC")

    private func decide(_ fields: RecurrenceFields, _ missed: String, due: String, now: String) throws -> MissedRuns {
        var fields = fields
        fields.missed = missed
        return try Recurrence(fields).missedRuns(due: instant("2026-08-\(due)"), now: instant("2026-08-\(now)"))
    }

    private func times(_ texts: String...) throws -> [Date] { try texts.map { try instant("2026-08-\($0)") } }

    @Test(arguments: ["once", "skip", "all:3"])
    func aSlotThatIsOnlyLateRuns(_ policy: String) throws {
        let decision = try decide(hours, policy, due: "24T16:00", now: "24T16:01")
        #expect(decision == MissedRuns(run: try times("24T16:00"), skipped: nil, next: try instant("2026-08-25T08:00")))
    }

    @Test func nothingIsDueYet() throws {
        let decision = try decide(hours, "once", due: "24T16:00", now: "24T15:59")
        #expect(decision.run.isEmpty && decision.skipped == nil)
        #expect(decision.next == (try instant("2026-08-24T16:00")))
    }

    @Test func onceRunsTheLatestWhileItsWindowIsOpen() throws {
        let open = try decide(hours, "once", due: "24T10:00", now: "24T12:30")
        #expect(open.run == (try times("24T12:00")))
        #expect(open.skipped == (try instant("2026-08-24T10:00"))...(try instant("2026-08-24T11:00")))
        #expect(open.next == (try instant("2026-08-24T13:00")))
        let closed = try decide(hours, "once", due: "24T10:00", now: "24T19:00")
        #expect(closed.run.isEmpty)
        #expect(closed.skipped == (try instant("2026-08-24T10:00"))...(try instant("2026-08-24T16:00")))
        #expect(closed.next == (try instant("2026-08-25T08:00")))
        let daily = RecurrenceFields(days: ["all"], start: "08:00", end: "16:00", zone: "UTC")
        #expect(try decide(daily, "once", due: "20T08:00", now: "24T15:00").run == times("24T08:00"))
        #expect(try decide(daily, "once", due: "20T08:00", now: "24T17:00").run == [])
        let endless = RecurrenceFields(days: ["all"], start: "08:00", zone: "UTC")
        #expect(try decide(endless, "once", due: "24T08:00", now: "24T23:59").run == times("24T08:00"))
    }

    @Test func aWindowOverMidnightBelongsToItsDay() throws {
        let night = RecurrenceFields(days: ["fri"], start: "22:00", end: "02:00", every: 60, zone: "UTC")
        #expect(try decide(night, "once", due: "21T22:00", now: "22T01:30").run == times("22T01:00"))
        #expect(try decide(night, "once", due: "21T22:00", now: "22T02:30").run == [])
    }

    @Test func skipRunsNone() throws {
        let decision = try decide(hours, "skip", due: "24T10:00", now: "24T12:30")
        #expect(decision.run == [])
        #expect(decision.skipped == (try instant("2026-08-24T10:00"))...(try instant("2026-08-24T12:00")))
        #expect(decision.next == (try instant("2026-08-24T13:00")))
        #expect(try decide(hours, "skip", due: "24T10:00", now: "24T12:00").run == times("24T12:00"))
    }

    @Test func allRunsTheOldestFirstUpToTheLimit() throws {
        let some = try decide(hours, "all:2", due: "24T10:00", now: "24T12:30")
        #expect(some.run == (try times("24T10:00", "24T11:00")))
        #expect(some.skipped == (try instant("2026-08-24T12:00"))...(try instant("2026-08-24T12:00")))
        #expect(some.next == (try instant("2026-08-24T13:00")))
        let every = try decide(hours, "all:9", due: "24T15:00", now: "25T08:30")
        #expect(every.run == (try times("24T15:00", "24T16:00", "25T08:00")))
        #expect(every.skipped == nil)
        let late = try decide(hours, "all:1", due: "24T09:00", now: "24T12:00")
        #expect(late.run == (try times("24T09:00", "24T12:00")), "the slot that is on time is not missed")
        #expect(late.skipped == (try instant("2026-08-24T10:00"))...(try instant("2026-08-24T11:00")))
    }

    @Test func formulasAreFollowedRunByRun() throws {
        let days = RecurrenceFields(formula: "2D", zone: "UTC")
        let once = try decide(days, "once", due: "20T00:00", now: "25T07:00")
        #expect(once.run == (try times("24T00:00")))
        #expect(once.skipped == (try instant("2026-08-20T00:00"))...(try instant("2026-08-22T00:00")))
        #expect(once.next == (try instant("2026-08-26T00:00")))
        #expect(try decide(days, "all:5", due: "20T00:00", now: "25T07:00").run == times("20T00:00", "22T00:00", "24T00:00"))
        let bounded = RecurrenceFields(start: "01:00", end: "03:00", formula: "1D", zone: "UTC")
        #expect(try decide(bounded, "once", due: "20T01:00", now: "24T02:00").run == times("24T01:00"))
        #expect(try decide(bounded, "once", due: "20T01:00", now: "24T04:00").run == [])
    }

    @Test func afterCompletionHasOnePendingRun() throws {
        let pause = RecurrenceFields(days: ["all"], start: "08:00", end: "16:00", every: 30, zone: "UTC", spacing: "after-completion")
        #expect(try decide(pause, "once", due: "23T10:00", now: "24T12:30").run == times("23T10:00"))
        let closed = try decide(pause, "once", due: "23T10:00", now: "24T19:00")
        #expect(closed.run == [])
        #expect(closed.next == (try instant("2026-08-25T08:00")))
        let skipped = try decide(pause, "skip", due: "24T10:00", now: "24T12:30")
        #expect(skipped.run == [])
        #expect(skipped.next == (try instant("2026-08-24T13:00")))
    }

    @Test func yearsOfMinutesTakeNoTime() throws {
        let minutes = RecurrenceFields(days: ["all"], every: 1, zone: "Europe/Berlin")
        let recurrence = try Recurrence(minutes)
        let start = ContinuousClock.now
        let decision = recurrence.missedRuns(due: try instant("1990-01-01T00:00"), now: try instant("2026-08-24T12:00:30Z"))
        #expect(decision.run == (try times("24T12:00")))
        #expect(decision.next == (try instant("2026-08-24T12:01")))
        #expect(ContinuousClock.now - start < .seconds(1))
    }
}

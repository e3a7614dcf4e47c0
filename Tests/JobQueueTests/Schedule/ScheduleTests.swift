import Foundation
import Testing

@testable import JobQueue

@Suite struct ScheduleTests {
    private let now = Date(timeIntervalSince1970: 1_767_571_200)

    private func row(earliest: Date? = nil) -> EntryRow {
        var row = EntryRow(id: "e", task: "work", number: 1, description: "Work", due: 0, created: 0)
        row.earliestStart = earliest.map(Instants.microseconds)
        return row
    }

    @Test func aOneOffStartsNowOrAtItsEarliestStart() {
        #expect(Schedule.firstStart(row(), nil, now: now) == Instants.microseconds(now))
        let later = now.addingTimeInterval(90)
        #expect(Schedule.firstStart(row(earliest: later), nil, now: now) == Instants.microseconds(later))
        #expect(Schedule.firstStart(row(earliest: now.addingTimeInterval(-90)), nil, now: now) == Instants.microseconds(now))
    }

    @Test func aRecurringOneStartsAtTheFirstSlotFromThere() throws {
        let recurrence = try Recurrence(days: .all, start: "06:00", zone: "UTC")
        #expect(Schedule.firstStart(row(), recurrence, now: now) == Instants.microseconds(now.addingTimeInterval(6 * 3600)))
        let tomorrow = now.addingTimeInterval(7 * 3600)
        #expect(
            Schedule.firstStart(row(earliest: tomorrow), recurrence, now: now) == Instants.microseconds(now.addingTimeInterval(30 * 3600))
        )
    }

    @Test(arguments: [(1, 10.0), (2, 20), (3, 40), (7, 640), (8, 900), (100, 900)])
    func thePauseDoublesUpToAQuarterOfAnHour(_ attempt: Int, _ seconds: Double) {
        #expect(Schedule.backoff(delay: 10, afterAttempt: attempt, chance: 0.5) == Int64(seconds * 1_000_000))
        #expect(Schedule.backoff(delay: 10, afterAttempt: attempt, chance: 0) == Int64(seconds * 800_000))
        #expect(Schedule.backoff(delay: 0, afterAttempt: attempt, chance: 0.9) == 0)
    }

    @Test func rankRaisesWithWaiting() {
        let early: Int64 = 0
        #expect(Priority.low.rank(due: early) < Priority.high.rank(due: early + 2 * Priority.step + 1))
        #expect(Priority.high.rank(due: early + Priority.step) < Priority.low.rank(due: early))
        #expect(Priority(name: "HIGH") == .high && Priority(name: "urgent") == nil)
    }

    @Test func instantsAreReadAndWritten() {
        #expect(Instants.text(now) == "2026-01-05T00:00:00Z")
        #expect(
            Instants.parse("2026-01-05T01:00:00+01:00") == now && Instants.parse("2026-01-05T00:00:00.500Z") == now.addingTimeInterval(0.5)
        )
        #expect(Instants.parse("yesterday") == nil)
        #expect(Instants.date(Instants.microseconds(now)) == now)
        #expect(Instants.isDay("2026-02-28") && Instants.isDay("2026-02-31") == false && Instants.isDay("28.02.2026") == false)
    }
}

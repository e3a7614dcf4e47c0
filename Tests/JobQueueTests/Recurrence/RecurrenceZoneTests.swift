import Foundation
import JobQueue
import Testing

@Suite struct RecurrenceZoneTests {
    @Test(arguments: Zones.all)
    func everyZoneOfTheDatabaseIsAccepted(_ name: String) throws {
        #expect(try Recurrence(days: .all, zone: name).zone == name)
    }

    /// The due-scan of 80 000 entries calls this for each; a debug build is some ten times slower than a release.
    @Test func aNextRunTakesMicroseconds() throws {
        let recurrence = try Recurrence(days: .workdays, start: "08:00", end: "16:00", every: 5, zone: "Europe/Berlin")
        let formula = try Recurrence(formula: "CM", zone: "Europe/Berlin")
        let first = Date(timeIntervalSince1970: 1_767_225_600)
        let elapsed = ContinuousClock().measure {
            for index in 0..<2_000 {
                _ = recurrence.next(after: first.addingTimeInterval(Double(index) * 3_571))
                _ = formula.next(after: first.addingTimeInterval(Double(index) * 3_571))
            }
        }
        #expect(elapsed < .seconds(2), "\(elapsed / 4_000) each")
    }
}

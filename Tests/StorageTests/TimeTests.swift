import Foundation
import StorageTesting
import Testing

@testable import Storage

/// The database's time, in statements and from memory.
@Suite(.timeLimit(.minutes(1))) struct TimeTests {
    @Test(arguments: TestDatabases.all)
    func aStatementKnowsTheTime(_ kind: TestDatabase) async throws {
        try await kind.use { database async throws in
            let (before, inside, after) = try await database.write { tx in
                let before = try tx.now()
                let inside = try tx.value(Date.self, "SELECT moment.now FROM (SELECT \(now: ()) AS now) AS moment WHERE moment.now > \(5)")
                return (before, try #require(inside), try tx.now())
            }
            #expect(before <= inside && inside <= after)
        }
    }

    @Test(arguments: TestDatabases.all)
    func aStatementTakesTheInjectedClock(_ kind: TestDatabase) async throws {
        let fixed = Date(microsecondsSince1970: 1_800_000_000_000_001)
        try await kind.use(configuration: DatabaseConfiguration(now: { fixed })) { database async throws in
            #expect(try await database.read { try $0.value(Date.self, "SELECT \(now: ())") } == fixed)
            #expect(try await database.recentTime() == fixed)
        }
    }

    @Test(arguments: TestDatabases.all)
    func theRecentTimeFollowsTheDatabase(_ kind: TestDatabase) async throws {
        try await kind.use { database async throws in
            for _ in 0..<3 {
                let before = try await database.read { try $0.now() }
                let recent = try await database.recentTime()
                let after = try await database.read { try $0.now() }
                #expect(recent >= before.addingTimeInterval(-0.001) && recent <= after)
            }
        }
    }

    @Test func theServersTimeIsCarriedOnForAMinute() {
        let time = RecentTime()
        #expect(time.now == nil)
        let told = Date(timeIntervalSince1970: 1_000_000)
        let at = ContinuousClock.now
        time.note(told, at: at)
        #expect(time.now(at: at) == told)
        #expect(time.now(at: at + .seconds(30)) == told.addingTimeInterval(30))
        #expect(time.now(at: at + .seconds(60)) == nil)
    }
}

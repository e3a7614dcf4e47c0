import Connector
import Foundation
import JobQueue
import Storage
import StorageTesting
import Synchronization
import Testing

@testable import WebClient

/// The drawings of the Role Center.
struct DailyFiguresTests {
    private let now = Date(timeIntervalSince1970: 1_780_000_000)

    @Test func daysFollowTheZoneAndItsClocks() throws {
        let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
        let edges = DailyFigures.edges(try Date("2026-04-10T10:00:00Z", strategy: .iso8601), berlin)
        #expect(edges.count == 31)
        #expect(edges.last == (try Date("2026-04-10T22:00:00Z", strategy: .iso8601)))
        let lengths = Set(zip(edges, edges.dropFirst()).map { $1.timeIntervalSince($0) / 3600 })
        #expect(lengths == [23, 24])
    }

    @Test func figuresAreCountedOnceAMinuteAtMost() async throws {
        let calls = Mutex(0)
        let figures = DailyFigures(zone: .gmt) { edges in
            let number = calls.withLock { calls -> Int in
                calls += 1
                return calls
            }
            return edges.dropLast().map { DailyFigures.Day(day: $0, orders: number, requests: 0, points: 0) }
        }
        try await #expect(figures.figures(now: now).first?.orders == 1)
        try await #expect(figures.figures(now: now.addingTimeInterval(59)).first?.orders == 1)
        // The old figures are shown at once while new ones are counted.
        try await #expect(figures.figures(now: now.addingTimeInterval(61)).first?.orders == 1)
        while calls.withLock({ $0 }) < 2 { await Task.yield() }
        #expect(calls.withLock { $0 } == 2)
    }

    @Test func aFailedCountIsTriedAgain() async throws {
        struct Broken: Error {}
        let isBroken = Mutex(true)
        let figures = DailyFigures(zone: .gmt) { edges in
            if isBroken.withLock({ $0 }) { throw Broken() }
            return edges.dropLast().map { DailyFigures.Day(day: $0, orders: 7, requests: 0, points: 0) }
        }
        let now = now
        await #expect(throws: Broken.self) { _ = try await figures.figures(now: now) }
        isBroken.withLock { $0 = false }
        try await #expect(figures.figures(now: now).first?.orders == 7)
    }

    @Test(arguments: TestDatabases.all)
    func ordersAndRequestsAreCountedByDay(_ kind: TestDatabase) async throws {
        try await Office.open(kind) { office in
            let today = Date.now
            try await office.importOrder(1, placed: today)
            try await office.importOrder(2, placed: today.addingTimeInterval(-86_400))
            try await office.importOrder(3, placed: today.addingTimeInterval(-86_400 * 40))
            _ = try await office.services.queue.runInForeground(NewEntry(task: "idle"))
            let edges = DailyFigures.edges(today, .gmt)
            let orders = try await office.services.connector.orders.counts(between: edges)
            #expect(orders.count == 30 && orders.reduce(0, +) == 2)
            let requests = try await office.services.queue.requests(between: edges)
            #expect(requests.count == 30)
        }
    }

    @Test func aRowOfBarsHasAFigureForEachAndALabelForAll() {
        let svg = Sparkline([(value: 0, isBad: false, title: "a"), (value: 10, isBad: true, title: "<b>")], label: "Orders & more").svg
        #expect(svg.contains("aria-label=\"Orders &amp; more\""))
        #expect(svg.contains("class=\"none\"") && svg.contains("class=\"bad\"") && svg.contains("<title>&lt;b&gt;</title>"))
    }
}

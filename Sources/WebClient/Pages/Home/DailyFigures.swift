import Connector
import Foundation
import JobQueue
import Synchronization

/// Orders, requests and points of each of the last 30 days, for the drawings of the *Role Center*.
///
/// Counted anew at most once a minute, and then beside the request that asked: nobody waits for it but the first.
final class DailyFigures: Sendable {
    /// One day's figures.
    struct Day: Sendable, Equatable {
        let day: Date
        let orders: Int
        let requests: Int
        let points: Int
        /// Of the last day: the points by shop.
        var pointsOfShops: [String: Int] = [:]
    }

    static let days = 30
    private static let age: TimeInterval = 60

    private struct State {
        var figures: [Day] = []
        var countedAt = Date.distantPast
        var isCounting = false
    }

    private let state = Mutex(State())
    private let count: @Sendable (_ days: [Date]) async throws -> [Day]
    private let zone: TimeZone

    /// - Parameter count: counts the days that begin at these instants, the last one being where the last day ends.
    init(zone: TimeZone, count: @escaping @Sendable (_ days: [Date]) async throws -> [Day]) {
        self.zone = zone
        self.count = count
    }

    convenience init(connector: Connector, queue: JobQueue, zone: TimeZone) {
        self.init(zone: zone) { edges in
            let orders = try await connector.orders.counts(between: edges)
            let requests = try await queue.requests(between: edges)
            var days = zip(edges, zip(orders, requests)).map { Day(day: $0, orders: $1.0, requests: $1.1.requests, points: $1.1.points) }
            if let today = days.last { days[days.count - 1].pointsOfShops = try await queue.points(since: today.day) }
            return days
        }
    }

    func figures(now: Date = .now) async throws -> [Day] {
        let (known, isStale, isFirst) = state.withLock { state in
            let isStale = now.timeIntervalSince(state.countedAt) > Self.age && !state.isCounting
            if isStale { state.isCounting = true }
            return (state.figures, isStale, state.figures.isEmpty)
        }
        guard isStale else { return known }
        guard isFirst else {
            Task { try await self.refresh(now) }
            return known
        }
        return try await refresh(now)
    }

    @discardableResult
    private func refresh(_ now: Date) async throws -> [Day] {
        do {
            let figures = try await count(Self.edges(now, zone))
            state.withLock { $0 = State(figures: figures, countedAt: now) }
            return figures
        } catch {
            state.withLock { $0.isCounting = false }
            throw error
        }
    }

    /// The beginnings of the days and the end of the last one.
    static func edges(_ now: Date, _ zone: TimeZone) -> [Date] {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let today = calendar.startOfDay(for: now)
        return (0...days).compactMap { calendar.date(byAdding: .day, value: $0 - days + 1, to: today) }
    }
}

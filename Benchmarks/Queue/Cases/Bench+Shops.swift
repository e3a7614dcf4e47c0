import Foundation
import JobQueue
import JobQueueTesting
import Storage
import Synchronization

extension Bench {
    /// 10 000 shops with 8 recurring entries each, every five minutes of a simulated clock: how long the scheduler takes for a slot of all of
    /// them, of the 300 s that it may take. Every entry must run in every slot.
    func shops() async throws -> [Measure] {
        let slots = 3
        let entries = 80_000
        let clock = ManualClock()
        let rounds = Rounds(entries)
        var taken: [Double] = []
        var runs = 0
        try await Place.open(address, configuration: DatabaseConfiguration(now: { clock.date })) { place in
            // The clock begins at a slot: a minute later all are to run first at the next.
            clock.advance(by: .seconds(60))
            try await place.fillSchedules(shops: 10_000, each: 8)
            try place.settle()
            var settings = configuration()
            settings.clock = clock
            try await withWorker(place.queue(NoOp { rounds.ran() }), settings) {
                for slot in 1...slots {
                    // Step by step, so that heartbeats come in time: slots that nobody was there to run would be missed, not late.
                    while clock.date.timeIntervalSince(Self.begin) < Double(slot) * 300 { try await step(clock) }
                    taken.append(await seconds { await rounds.wait(for: slot) })
                }
            }
            runs = try await place.database.read { tx in
                try tx.value(Int.self, "SELECT COUNT(*) FROM job_run WHERE status = 'success'") ?? 0
            }
            let others = try await place.database.read { tx in
                try tx.value(Int.self, "SELECT COUNT(*) FROM job_run WHERE status <> 'success'") ?? 0
            }
            guard runs == slots * entries, others == 0 else {
                throw BareError(description: "\(runs) runs and \(others) that did not succeed, of \(slots * entries) slots.")
            }
        }
        let worst = taken.max() ?? .infinity
        return [
            Measure("shops-runs", Double(runs), "runs"), Measure("shops-slot-worst", worst, "s"),
            Measure("shops-rate", Double(entries) / worst, "entries/s"), Measure("shops-margin", 300 / worst, "×"),
        ]
    }

    private static let begin = ManualClock().date

    /// The worker's loops sleep on the clock: heartbeats, upkeep and work.
    private func step(_ clock: ManualClock) async throws {
        clock.advance(by: .seconds(2))
        for _ in 0..<1000 where clock.sleeperCount < 3 { try await Task.sleep(for: .microseconds(200)) }
    }
}

/// Counts runs, and tells when all entries have run once more.
final class Rounds: Sendable {
    private struct State {
        var count = 0
        var waiter: (count: Int, continuation: CheckedContinuation<Void, Never>)?
    }

    private let entries: Int
    private let state = Mutex(State())

    init(_ entries: Int) { self.entries = entries }

    func ran() {
        let waiter = state.withLock { state in
            state.count += 1
            guard let waiter = state.waiter, state.count >= waiter.count else { return nil as CheckedContinuation<Void, Never>? }
            state.waiter = nil
            return waiter.continuation
        }
        waiter?.resume()
    }

    func wait(for round: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.count >= round * entries { return true }
                state.waiter = (round * entries, continuation)
                return false
            }
            if isThere { continuation.resume() }
        }
    }
}

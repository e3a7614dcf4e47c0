import Foundation
import JobQueue
import Storage

/// Puts work into the queue and remembers what must come of it.
struct Feeder {
    /// Entries of this category run two at a time.
    static let wide = "WIDE"
    static let widths = ["category/\(wide)": 2]

    let queue: JobQueue
    private var random: SplitMix
    private var number = 0
    private(set) var expected: [ExpectedEntry] = []

    init(queue: JobQueue, seed: UInt64) {
        self.queue = queue
        random = SplitMix(seed: seed)
    }

    /// Entries that run every minute.
    mutating func addTicks(_ count: Int) async throws {
        for tick in 0..<count {
            var new = NewEntry(
                task: TickTask.name,
                parameters: ["number": .integer(Int64(tick)), "pause": .integer(.random(in: 5...400, using: &random))]
            )
            new.recurrence = try Recurrence(days: .all, every: 1, zone: "UTC")
            let entry = try await patiently { try await queue.enqueue(new) }
            expected.append(ExpectedEntry(id: entry.id, locks: Set(entry.locks), isRecurring: true))
        }
    }

    /// One more entry of random size, with random locks.
    mutating func add() async throws {
        number += 1
        let steps =
            Int.random(in: 0..<20, using: &random) == 0 ? Int.random(in: 20...60, using: &random) : Int.random(in: 1...8, using: &random)
        let failures = Int.random(in: 0..<12, using: &random) == 0 ? Int.random(in: 1...2, using: &random) : 0
        let locks = (0..<Int.random(in: 0...2, using: &random)).map { _ in "chaos/\(Int.random(in: 1...12, using: &random))" }
        var new = NewEntry(
            task: StepsTask.name,
            parameters: [
                "number": .integer(Int64(number)), "steps": .integer(Int64(steps)), "pause": .integer(.random(in: 2...120, using: &random)),
                "failures": .integer(Int64(failures)), "locks": .array(Set(locks).sorted().map(JSONValue.string)),
            ]
        )
        new.category = [nil, nil, nil, Self.wide, "NARROW"].randomElement(using: &random) ?? nil
        new.priority = [.low, .normal, .high].randomElement(using: &random) ?? .normal
        new.rerunDelay = 1
        let entry = try await patiently { try await queue.enqueue(new) }
        expected.append(ExpectedEntry(id: entry.id, locks: Set(entry.locks), steps: steps, failures: failures))
    }

    /// So many unfinished entries keep the nodes busy; more would only be a queue to wait for at the end.
    private static let mostUnfinished = 200

    /// Feeds until the deadline, at a pace that keeps the nodes busy without burying them.
    mutating func work(until deadline: ContinuousClock.Instant, perSecond: Int) async throws {
        while ContinuousClock.now < deadline {
            if number % 20 == 0 {
                while ContinuousClock.now < deadline, try await unfinished() > Self.mostUnfinished {
                    try await Task.sleep(for: .seconds(1))
                }
            }
            try await add()
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...(2_000 / perSecond), using: &random)))
        }
    }

    private func unfinished() async throws -> Int {
        try await patiently { try await queue.counts() }.values.reduce(0, +)
    }
}

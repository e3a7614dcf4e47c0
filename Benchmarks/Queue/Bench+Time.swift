import Foundation
import JobQueue
import Storage
import Synchronization

extension Bench {
    /// From the call of enqueue to the start of the run, with an idle worker, and with one that is busy.
    func latency() async throws -> [Measure] {
        let idle = try await latencies(500, pause: .milliseconds(5))
        let queue = queue()
        try await fill(20_000, queue)
        let busy = try await latencies(200, pause: .milliseconds(1))
        return percentiles("enqueue to start, idle", idle) + percentiles("enqueue to start, under load", busy)
    }

    private func latencies(_ count: Int, pause: Duration) async throws -> [Duration] {
        let starts = Mutex<[Int: ContinuousClock.Instant]>([:])
        let task = Clocked { index in starts.withLock { $0[index] = .now } }
        let queue = JobQueue(database: database, tasks: TaskRegistry([NoOp(), task]))
        let running = Task { try await JobWorker(queue: queue, configuration: configuration()).run() }
        try await Task.sleep(for: .milliseconds(200))
        var asked: [ContinuousClock.Instant] = []
        for index in 0..<count {
            asked.append(.now)
            try await queue.enqueue(NewEntry(task: "clocked", parameters: ["i": .integer(Int64(index))], priority: .high))
            try await Task.sleep(for: pause)
        }
        while starts.withLock({ $0.count }) < count { try await Task.sleep(for: .milliseconds(5)) }
        running.cancel()
        try await running.value
        return starts.withLock { starts in asked.indices.compactMap { index in starts[index].map { $0 - asked[index] } } }
    }

    private func percentiles(_ name: String, _ durations: [Duration]) -> [Measure] {
        let sorted = durations.sorted()
        return [50, 95, 99].map { percent in
            let duration = sorted[min(sorted.count - 1, sorted.count * percent / 100)]
            return Measure(name: "\(name), p\(percent)", value: duration / .milliseconds(1), unit: "ms")
        }
    }

    /// 10 000 shops with 8 recurring entries each, every five minutes: how fast all of them run once, and one claim beside them.
    func besideSchedules() async throws -> [Measure] {
        let alone = try await burnDown("burn-down, empty queue")
        try await clear()
        let counter = Countdown(80_000)
        let queue = queue(NoOp { counter.hit() })
        let recurrence = try Recurrence(days: .all, every: 5, zone: "UTC")
        for shop in stride(from: 0, to: 10_000, by: 625) {
            let batch = (shop..<shop + 625).flatMap { shop in
                (0..<8).map { NewEntry(task: "no-op", shop: "S\(shop)", parameters: ["i": .integer(Int64($0))], recurrence: recurrence) }
            }
            try await queue.enqueue(batch)
        }
        try await database.write { tx in
            let day: Int64 = 86_400_000_000
            try tx.execute("UPDATE job_entry SET due = due + \(day), scheduled_for = due + \(day), start_rank = start_rank + \(day)")
        }
        try await analyze()
        // Not due yet: they must not be in the way of what is.
        let beside = try await burnDown("burn-down beside 80000 schedules")
        try await database.write { tx in
            let now = Int64(try tx.now().timeIntervalSince1970 * 1_000_000)
            try tx.execute("UPDATE job_entry SET due = \(now - 1), scheduled_for = \(now - 1), start_rank = 0 WHERE status = 'ready'")
            try tx.execute("UPDATE job_coverage SET covered = \(now), gap_from = NULL, gap_to = NULL")
        }
        let running = Task { try await JobWorker(queue: queue, configuration: configuration()).run() }
        let seconds = await counter.done()
        running.cancel()
        try await running.value
        return [
            alone, beside, Measure(name: "… slower by", value: alone.value / beside.value, unit: "×"),
            Measure(name: "80000 schedules due at once", value: 80_000 / seconds, unit: "entries/s"),
            Measure(name: "… of what every five minutes needs", value: 80_000 / seconds / (80_000.0 / 300), unit: "×"),
        ]
    }

    /// What a worker that has nothing to do takes.
    func idle() async throws -> [Measure] {
        let running = Task { try await JobWorker(queue: queue(), configuration: configuration()).run() }
        try await Task.sleep(for: .seconds(1))
        let before = processorSeconds()
        try await Task.sleep(for: .seconds(10))
        let used = processorSeconds() - before
        running.cancel()
        try await running.value
        return [Measure(name: "idle, share of a core", value: used / 10 * 100, unit: "%")]
    }

    /// `clock()` counts in millionths of a second on Linux and macOS.
    private func processorSeconds() -> Double { Double(clock()) / 1e6 }
}

/// A task that says which one it is when it starts.
struct Clocked: JobTask {
    struct Parameters: Codable, Sendable { var i: Int }

    let description = TaskDescription(
        name: "clocked",
        number: 2,
        title: "Clocked",
        parameters: [ParameterDescription("i", .integer, isRequired: true, help: "A number.")]
    )
    let started: @Sendable (Int) -> Void

    func run(_ parameters: Parameters, _ context: JobContext) async throws -> JobResult {
        started(parameters.i)
        return .done()
    }
}

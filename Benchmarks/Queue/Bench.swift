import Foundation
import JobQueue
import Storage

/// The database under measurement and how much of everything.
struct Bench: Sendable {
    let database: Database
    let entries: Int
    let concurrency: Int

    func run(_ name: String) async throws -> [Measure] {
        switch name {
        case "bare": try await bare()
        case "enqueue": try await enqueue()
        case "burn-down": [try await burnDown("burn-down, no-op")]
        case "latency": try await latency()
        case "waiting": try await besideWaiting()
        case "finished": try await besideFinished()
        case "schedules": try await besideSchedules()
        case "idle": try await idle()
        default: throw JobQueueError(.notFound, "There is no case \(name).")
        }
    }

    func clear() async throws {
        try await database.write { tx in
            for table in ["job_entry", "job_lock", "job_run", "job_log_line", "job_node", "job_coverage"] {
                try tx.execute("DELETE FROM \(raw: table)")
            }
        }
    }

    func queue(_ task: NoOp = NoOp()) -> JobQueue { JobQueue(database: database, tasks: TaskRegistry([task])) }

    func configuration() -> WorkerConfiguration {
        var configuration = WorkerConfiguration(name: "benchmark")
        configuration.concurrency = concurrency
        return configuration
    }

    func batch(_ count: Int) -> [NewEntry] {
        let pad = String(repeating: "x", count: 64)
        return (0..<count).map { NewEntry(task: "no-op", parameters: ["i": .integer(Int64($0)), "pad": .string(pad)]) }
    }

    func fill(_ count: Int, _ queue: JobQueue) async throws {
        var left = count
        while left > 0 {
            let size = min(left, 5_000)
            try await queue.enqueue(batch(size), force: true)
            left -= size
        }
    }

    func rate(_ name: String, _ count: Int, _ unit: String, _ body: () async throws -> Void) async throws -> Measure {
        let start = ContinuousClock.now
        try await body()
        return Measure(name: name, value: Double(count) / ((ContinuousClock.now - start) / .seconds(1)), unit: unit)
    }
}

/// The task that does nothing, and can say when it did.
struct NoOp: JobTask {
    struct Parameters: Codable, Sendable {
        var i: Int?
        var pad: String?
    }

    let description = TaskDescription(
        name: "no-op",
        number: 1,
        title: "Nothing",
        parameters: [ParameterDescription("i", .integer, help: "A number."), ParameterDescription("pad", .text, help: "Padding.")]
    )
    var locks: [String] = []
    var ran: @Sendable () -> Void = {}

    func footprint(_ parameters: Parameters, shop: String?) async throws -> [String] { locks }

    func run(_ parameters: Parameters, _ context: JobContext) async throws -> JobResult {
        ran()
        return .done()
    }
}

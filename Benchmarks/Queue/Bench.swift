import Foundation
import JobQueue
import Storage

/// The cases, and how much of everything.
struct Bench: Sendable {
    let address: String
    let entries: Int
    /// How often a short measure is repeated; the middle one counts.
    let rounds: Int
    let concurrency: Int

    static let cases = ["enqueue", "burn-down", "latency", "schedules", "waiting", "finished", "snapshot", "shops", "idle"]

    func run(_ name: String) async throws -> [Measure] {
        switch name {
        case "enqueue": try await enqueue()
        case "burn-down": try await burnDown()
        case "latency": try await latency()
        case "schedules": try await besideSchedules()
        case "waiting": try await besideWaiting()
        case "finished": try await besideFinished()
        case "snapshot": try await besideSnapshot()
        case "shops": try await shops()
        case "idle": try await idle()
        default: throw BareError(description: "There is no case \(name); there are \(Self.cases.joined(separator: ", ")).")
        }
    }

    func configuration() -> WorkerConfiguration {
        var configuration = WorkerConfiguration(name: "benchmark")
        configuration.concurrency = concurrency
        return configuration
    }

    /// Runs a worker while the body goes on.
    func withWorker<T>(
        _ queue: JobQueue,
        _ configuration: WorkerConfiguration? = nil,
        _ body: () async throws -> T
    ) async throws -> T {
        let worker = JobWorker(queue: queue, configuration: configuration ?? self.configuration())
        let running = Task { try await worker.run() }
        let result: Result<T, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        running.cancel()
        try await running.value
        return try result.get()
    }

    /// No-op entries a second, from the start of the first run to the start of the last, as the peers count it. What is claimed must be done.
    func burn(_ count: Int, _ place: Place) async throws -> Double {
        try await place.fill(count)
        let counter = Countdown(count)
        let taken = try await withWorker(place.queue(NoOp { counter.hit() })) { await counter.done() }
        let left = try await place.database.read { tx in
            try tx.value(Int.self, "SELECT COUNT(*) FROM job_entry WHERE status IN ('ready', 'inProcess') AND recurrence IS NULL") ?? 0
        }
        if left > 0 { throw BareError(description: "\(left) entries were left over.") }
        return Double(count) / taken
    }
}

import Foundation
import JobQueue
import Storage
import Synchronization

extension Bench {
    /// From the call of enqueue to the start of the run: with an idle worker, with one that is busy, and from another process.
    func latency() async throws -> [Measure] {
        let idle = try await latencies { queue, started in
            for index in 0..<500 {
                try await queue.enqueue(Clocked.entry(index))
                try await started(index)
                try await Task.sleep(for: .milliseconds(5))
            }
        }
        let busy = try await latencies(beside: 60_000) { queue, started in
            for index in 0..<300 {
                try await queue.enqueue(Clocked.entry(index, priority: .high))
                try await Task.sleep(for: .milliseconds(2))
            }
            try await started(299)
        }
        var between: [Double] = []
        try await Place.open(address) { place in
            let starts = Starts()
            between = try await withWorker(place.queue(starts.task)) {
                let sender = Process()
                sender.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
                sender.arguments = ["--database", place.address.text, "--entries", "500", "send"]
                try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                    sender.terminationHandler = { _ in continuation.resume() }
                    do { try sender.run() } catch { continuation.resume(throwing: error) }
                }
                try await starts.wait(for: 499)
                return starts.milliseconds
            }
        }
        return percentiles("latency-idle", idle) + percentiles("latency-load", busy) + percentiles("latency-processes", between)
    }

    /// - Parameter beside: So many no-op entries keep the worker busy.
    private func latencies(
        beside: Int = 0,
        _ send: (JobQueue, (Int) async throws -> Void) async throws -> Void
    ) async throws -> [Double] {
        try await Place.open(address) { place in
            let starts = Starts()
            let queue = JobQueue(database: place.database, tasks: TaskRegistry([NoOp(), starts.task]))
            if beside > 0 { try await place.fill(beside) }
            return try await withWorker(queue) {
                if beside == 0 { try await warmUp(queue, starts) }
                try await send(queue) { try await starts.wait(for: $0) }
                return starts.milliseconds
            }
        }
    }

    /// Connections are opened and statements prepared when they are needed first.
    private func warmUp(_ queue: JobQueue, _ starts: Starts) async throws {
        for index in 0..<50 {
            try await queue.enqueue(Clocked.entry(index - 1000))
            try await starts.wait(for: index - 1000)
            try await Task.sleep(for: .milliseconds(5))
        }
        starts.forget()
    }

    private func percentiles(_ key: String, _ milliseconds: [Double]) -> [Measure] {
        [50, 95, 99].map { Measure("\(key)-p\($0)", milliseconds.percentile($0), "ms") } + [
            Measure("\(key)-max", milliseconds.max() ?? 0, "ms")
        ]
    }
}

/// The starts of ``Clocked`` runs.
final class Starts: Sendable {
    private let taken = Mutex<[Int: Double]>([:])

    var task: Clocked { Clocked { [self] index, milliseconds in taken.withLock { $0[index] = milliseconds } } }

    var milliseconds: [Double] { taken.withLock { Array($0.values) } }

    func forget() { taken.withLock { $0 = [:] } }

    func wait(for index: Int) async throws {
        while taken.withLock({ $0[index] == nil }) { try await Task.sleep(for: .milliseconds(2)) }
    }
}

/// The other process: it only enqueues.
struct Sender {
    let address: String
    let entries: Int

    func run() async throws {
        let database = try await Database.open(DatabaseAddress(address))
        let queue = JobQueue(database: database, tasks: TaskRegistry([Clocked { _, _ in }]))
        for index in -50..<entries {
            try await queue.enqueue(Clocked.entry(index))
            try await Task.sleep(for: .milliseconds(7))
        }
        await database.close()
    }
}

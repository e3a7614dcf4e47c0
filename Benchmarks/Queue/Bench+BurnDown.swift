import Foundation
import JobQueue
import Storage
import Synchronization

extension Bench {
    /// From the start of the first run to the start of the last, like the peers' figures.
    func burnDown(_ name: String, count: Int? = nil) async throws -> Measure {
        let count = count ?? entries
        let counter = Countdown(count)
        let queue = queue(NoOp { counter.hit() })
        try await fill(count, queue)
        let running = Task { try await JobWorker(queue: queue, configuration: configuration()).run() }
        let seconds = await counter.done()
        running.cancel()
        try await running.value
        let left = try await database.read { tx in
            try tx.value(Int.self, "SELECT COUNT(*) FROM job_entry WHERE status IN ('ready', 'inProcess') AND recurrence IS NULL") ?? 0
        }
        if left > 0 { throw JobQueueError(.conflict, "\(left) entries were left over.") }
        return Measure(name: "\(name) (\(count))", value: Double(count) / seconds, unit: "entries/s")
    }

    /// The burn-down beside a hundred thousand entries that wait behind one lock.
    func besideWaiting() async throws -> [Measure] {
        let alone = try await burnDown("burn-down, empty queue")
        try await clear()
        let queue = queue()
        try await fill(100_000, queue)
        try await database.write { tx in
            try tx.execute("UPDATE job_entry SET status = 'waiting', waiting_lock = 'shop/X/orders', locks = 'shop/X/orders'")
            try tx.execute("INSERT INTO job_lock (name, slot, entry, since) VALUES ('shop/X/orders', 0, 'somebody', 0)")
        }
        try await analyze()
        let beside = try await burnDown("burn-down beside 100000 waiting")
        return [alone, beside, Measure(name: "… slower by", value: alone.value / beside.value, unit: "×")]
    }

    /// The burn-down beside a million finished runs.
    func besideFinished() async throws -> [Measure] {
        let alone = try await burnDown("burn-down, empty queue")
        try await clear()
        let queue = queue()
        for _ in 0..<10 {
            try await fill(100_000, queue)
            try await database.write { tx in
                try tx.execute(
                    """
                    INSERT INTO job_run (id, entry, task, number, attempt, status, started, ended, parameters)
                    SELECT id, id, task, number, 1, 'success', created, created, parameters FROM job_entry WHERE status = 'ready'
                    """
                )
                try tx.execute("UPDATE job_entry SET status = 'finished', finished = created WHERE status = 'ready'")
            }
        }
        try await analyze()
        let beside = try await burnDown("burn-down beside 1000000 finished")
        return [alone, beside, Measure(name: "… slower by", value: alone.value / beside.value, unit: "×")]
    }

    func analyze() async throws {
        try await database.write { tx in try tx.execute("ANALYZE") }
    }
}

extension NoOp {
    init(_ ran: @escaping @Sendable () -> Void) {
        self.init(locks: [], ran: ran)
    }
}

/// Counts runs down and takes the time from the first to the last.
final class Countdown: Sendable {
    private struct State {
        var left: Int
        var first: ContinuousClock.Instant?
        var last: ContinuousClock.Instant?
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state: Mutex<State>

    init(_ count: Int) { state = Mutex(State(left: count)) }

    func hit() {
        let now = ContinuousClock.now
        let waiter = state.withLock { state in
            if state.first == nil { state.first = now }
            state.left -= 1
            guard state.left == 0 else { return nil as CheckedContinuation<Void, Never>? }
            state.last = now
            return state.waiter
        }
        waiter?.resume()
    }

    /// Seconds from the first to the last.
    func done() async -> Double {
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                state.waiter = continuation
                return state.left == 0
            }
            if isDone { continuation.resume() }
        }
        return state.withLock { state in
            guard let first = state.first, let last = state.last else { return .infinity }
            return (last - first) / .seconds(1)
        }
    }
}

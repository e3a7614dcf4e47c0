import Foundation
import JobQueueTesting
import Storage
import StorageTesting
import Synchronization

@testable import JobQueue

/// A queue on a fresh database whose time stands still until the test moves it.
struct Workshop: Sendable {
    let database: Database
    let queue: JobQueue
    let clock: ManualClock

    static func open<T>(
        _ kind: TestDatabase,
        tasks: [any JobTask] = [ScriptedTask()],
        middleware: [any JobMiddleware] = [],
        isolation: isolated (any Actor)? = #isolation,
        _ body: (Workshop) async throws -> T
    ) async throws -> T {
        let clock = ManualClock()
        return try await kind.use([JobQueue.migrations], configuration: DatabaseConfiguration(now: { clock.date })) { database in
            let queue = JobQueue(database: database, tasks: TaskRegistry(tasks), middleware: middleware)
            return try await body(Workshop(database: database, queue: queue, clock: clock))
        }
    }

    func configuration(concurrency: Int = 4) -> WorkerConfiguration {
        var configuration = WorkerConfiguration(name: "node")
        configuration.clock = clock
        configuration.concurrency = concurrency
        return configuration
    }

    /// A node that works when the test says so.
    func node(concurrency: Int = 4) async throws -> TestNode {
        let core = WorkerCore(queue: queue, settings: configuration(concurrency: concurrency))
        try await core.register()
        return TestNode(core: core, clock: clock)
    }
}

/// Drives a worker's core step by step.
struct TestNode: Sendable {
    let core: WorkerCore
    let clock: ManualClock

    /// Turns until nothing is due, nothing runs and everything is saved.
    func drain() async throws {
        core.board.hint()
        while true {
            switch core.board.step(at: core.clock.elapsed(), core.settings) {
            case .turn(let turn): try await core.perform(turn)
            case .wait, .waitForTurn, .over:
                let state = core.board.state.withLock { $0 }
                if state.running.isEmpty, state.buffered.isEmpty, state.ends.isEmpty { return }
                await waitForEnd()
            }
        }
    }

    /// One turn: claims, and starts what it claimed.
    func turn() async throws {
        core.board.hint()
        if case .turn(let turn) = core.board.step(at: core.clock.elapsed(), core.settings) { try await core.perform(turn) }
    }

    /// Until some attempt has ended.
    func waitForEnd() async {
        while core.board.state.withLock({ $0.ends.isEmpty && $0.running.isEmpty == false }) { await Task.yield() }
    }

    /// The process dies: nothing is saved any more, nothing renewed.
    func die() {
        core.board.state.withLock { state in
            state.running.removeAll()
            state.buffered.removeAll()
            state.ends.removeAll()
        }
    }
}

import Foundation
import JobQueueTesting
import Storage
import Testing

@testable import JobQueue

/// A process may sleep through its own funeral: paused in the middle of a claim, taken for dead, and woken up again.
@Suite struct DeadNodeTests {
    private struct Work: JobTask {
        var description: TaskDescription { TaskDescription(name: "work", number: 1, title: "Work") }
        func run(_ parameters: NoParameters, _ context: JobContext) async throws -> JobResult { .done() }
    }

    @Test(arguments: [false, true])
    func claimsNothing(isCleared: Bool) async throws {
        try await TestQueue.use([Work()]) { test in
            try await test.queue.enqueue(NewEntry(task: "work"))
            let core = WorkerCore(queue: test.queue, settings: WorkerConfiguration())
            try await core.register()
            let node = core.nodeID
            try await test.database.write { tx in
                // Declared dead, and perhaps cleared away already.
                try tx.execute("UPDATE job_node SET is_dead = 1 WHERE id = \(node)")
                if isCleared { try NodeStore.remove(node, in: tx) }
            }
            let claimed = try await test.database.write { [queue = test.queue] tx in
                try TurnStore(queue: queue, node: node, claims: .due).perform(Turn(wanted: 10), in: tx).claimed.count
            }
            #expect(claimed == 0)
            #expect(try await test.drain().map(\.status) == [.success])
        }
    }
}

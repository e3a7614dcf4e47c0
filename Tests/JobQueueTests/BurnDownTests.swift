import Foundation
import JobQueueTesting
import Storage
import StorageTesting
import Synchronization
import Testing

@testable import JobQueue

@Suite struct BurnDownTests {
    @Test(arguments: TestDatabases.all)
    func everyEntryRunsExactlyOnce(_ kind: TestDatabase) async throws {
        let ran = Mutex<[Int: Int]>([:])
        let task = ScriptedTask { parameters, _ in
            ran.withLock { $0[parameters.number ?? -1, default: 0] += 1 }
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let count = 10_000
            let ids = try await shop.queue.enqueue((0..<count).map { NewEntry(task: "work", parameters: ["number": .integer(Int64($0))]) })
            #expect(ids.count == count)
            let start = ContinuousClock.now
            try await shop.node().drain()
            print("burn-down of \(count): \(ContinuousClock.now - start)")
            #expect(ran.withLock { $0.count } == count)
            #expect(ran.withLock { $0.values.allSatisfy { $0 == 1 } })
            let counts = try await shop.database.read { tx in
                (
                    try tx.value(Int.self, "SELECT COUNT(*) FROM job_entry WHERE status = 'finished'"),
                    try tx.value(Int.self, "SELECT COUNT(*) FROM job_run WHERE status = 'success'")
                )
            }
            #expect(counts.0 == count && counts.1 == count)
        }
    }

    @Test(arguments: TestDatabases.all)
    func severalNodesShareTheWork(_ kind: TestDatabase) async throws {
        let ran = Mutex<[Int: Int]>([:])
        let task = ScriptedTask { parameters, _ in
            ran.withLock { $0[parameters.number ?? -1, default: 0] += 1 }
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let count = 2_000
            try await shop.queue.enqueue((0..<count).map { NewEntry(task: "work", parameters: ["number": .integer(Int64($0))]) })
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 { group.addTask { try await shop.node(concurrency: 2).drain() } }
                try await group.waitForAll()
            }
            #expect(ran.withLock { $0.count } == count)
            #expect(ran.withLock { $0.values.allSatisfy { $0 == 1 } })
        }
    }
}

import Foundation
import JobQueueTesting
import Storage
import StorageTesting
import Synchronization
import Testing

@testable import JobQueue

/// Several nodes at the same time on one database.
@Suite struct RaceTests {
    /// Who holds what, as the tasks see it.
    final class Holders: Sendable {
        private let state = Mutex<(now: [String: Int], most: [String: Int])>(([:], [:]))

        func enter(_ names: [String]) {
            state.withLock { state in
                for name in names {
                    state.now[name, default: 0] += 1
                    state.most[name] = max(state.most[name] ?? 0, state.now[name] ?? 0)
                }
            }
        }

        func leave(_ names: [String]) {
            state.withLock { state in for name in names { state.now[name, default: 0] -= 1 } }
        }

        var most: [String: Int] { state.withLock { $0.most } }
    }

    private func names(_ number: Int) -> [String] {
        // Pairs of locks in every order, so that entries need what others hold in part.
        ["lock-\(number % 5)", "lock-\((number * 3 + 1) % 5)"]
    }

    @Test(.timeLimit(.minutes(3)), arguments: TestDatabases.shared)
    func noLockEverHasTwoHolders(_ kind: TestDatabase) async throws {
        let holders = Holders()
        let ran = Mutex<[Int: Int]>([:])
        let task = ScriptedTask { parameters, _ in
            let number = parameters.number ?? 0
            let names = Set(names(number)).sorted()
            holders.enter(names)
            await Task.yield()
            holders.leave(names)
            ran.withLock { $0[number, default: 0] += 1 }
            return .done()
        } locks: { parameters, _ in
            names(parameters.number ?? 0)
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let count = 200
            try await shop.queue.enqueue((0..<count).map { NewEntry(task: "work", parameters: ["number": .integer(Int64($0))]) })
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        let node = try await shop.node(concurrency: 4)
                        // What one node frees, another may have to wake up for: they go on until all is done.
                        while try await shop.queue.entries().isEmpty == false { try await node.drain() }
                    }
                }
                try await group.waitForAll()
            }
            #expect(holders.most.count == 5 && holders.most.values.allSatisfy { $0 == 1 })
            #expect(ran.withLock { $0.count == count && $0.values.allSatisfy { $0 == 1 } })
            #expect(try await shop.heldLocks().isEmpty)
        }
    }

    @Test(.timeLimit(.minutes(3)), arguments: TestDatabases.shared)
    func aWideCategoryNeverHasMoreHoldersThanSlots(_ kind: TestDatabase) async throws {
        let holders = Holders()
        let task = ScriptedTask { _, _ in
            holders.enter(["wide"])
            for _ in 0..<20 { await Task.yield() }
            holders.leave(["wide"])
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            try await shop.queue.saveCategory(Category(code: "WIDE", width: 3))
            for number in 0..<60 {
                try await shop.queue.enqueue(NewEntry(task: "work", parameters: ["number": .integer(Int64(number))], category: "wide"))
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        let node = try await shop.node(concurrency: 4)
                        while try await shop.queue.entries().isEmpty == false { try await node.drain() }
                    }
                }
                try await group.waitForAll()
            }
            #expect((1...3).contains(holders.most["wide"] ?? 0))
            #expect(try await shop.heldLocks().isEmpty)
        }
    }

    @Test(.timeLimit(.minutes(3)), arguments: TestDatabases.shared)
    func theSameClickAtTheSameTimeIsOneEntry(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            let ids = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<20 { group.addTask { try await shop.queue.enqueue(NewEntry(task: "work", shop: "DEMO")).id } }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            let entries = try await shop.queue.entries()
            #expect(ids.count == 1 && entries.map(\.id) == Array(ids))
        }
    }

    @Test(.timeLimit(.minutes(3)), arguments: TestDatabases.shared)
    func twoRescuersTakeAnEntryBackOnce(_ kind: TestDatabase) async throws {
        let gate = Gate()
        let task = ScriptedTask { _, _ in
            await gate.pass()
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            for number in 0..<20 { try await shop.queue.enqueue(NewEntry(task: "work", parameters: ["number": .integer(Int64(number))])) }
            let dying = try await shop.node(concurrency: 20)
            try await dying.turn()
            dying.die()
            shop.clock.advance(by: .seconds(31))
            let rescuers = [try await shop.node(), try await shop.node(), try await shop.node()]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for rescuer in rescuers { group.addTask { try await rescuer.core.rescueAndWithdraw() } }
                try await group.waitForAll()
            }
            let losses = try await shop.database.read { tx in
                try tx.rows("SELECT losses FROM job_entry").map { try $0.get(0, as: Int.self) }
            }
            #expect(losses == Array(repeating: 1, count: 20))
            #expect(try await shop.queue.runs().count == 20)
            gate.open()
        }
    }
}

import Foundation
import JobQueueTesting
import Storage
import StorageTesting
import Testing

@testable import JobQueue

@Suite struct LockTests {
    /// A task that holds the locks its key names, until the gate of the test opens.
    private func task(_ gate: Gate, _ running: Recorder<String> = Recorder()) -> ScriptedTask {
        ScriptedTask { parameters, _ in
            running.append(parameters.key ?? "")
            await gate.pass()
            return .done()
        } locks: { parameters, _ in
            (parameters.key ?? "").split(separator: " ").filter { $0.hasPrefix("#") == false }.map(String.init)
        }
    }

    private func new(_ locks: String, number: Int = 0, category: String? = nil, priority: Priority = .normal) -> NewEntry {
        NewEntry(
            task: "work",
            parameters: ["key": .string(locks), "number": .integer(Int64(number))],
            category: category,
            priority: priority
        )
    }

    @Test(arguments: TestDatabases.all)
    func twoOfACategoryDoNotRunTogether(_ kind: TestDatabase) async throws {
        let gate = Gate()
        try await Workshop.open(kind, tasks: [task(gate)]) { shop in
            let first = try await shop.queue.enqueue(new("#1", category: "sync"))
            let second = try await shop.queue.enqueue(new("#2", category: "SYNC"))
            let node = try await shop.node()
            try await node.turn()
            #expect(try await shop.status(first.id) == .inProcess)
            let waiting = try await shop.queue.entry(second.id)
            #expect(waiting.status == .waiting)
            #expect(waiting.waitingFor == [WaitingFor(lock: "category/SYNC", entry: first.id)])
            #expect(try await shop.heldLocks() == ["category/SYNC"])
            let wait = try #require(try await shop.runs(second.id).first)
            #expect(wait.status == .skipped && wait.message?.contains(first.id) == true && wait.attempt == 0)
            gate.open()
            try await node.drain()
            #expect(try await shop.status(second.id) == .finished)
            #expect(try await shop.heldLocks().isEmpty)
            #expect(try await shop.runs(second.id).map(\.status) == [.skipped, .success])
        }
    }

    @Test(arguments: TestDatabases.all)
    func footprintsThatMeetExcludeEachOther(_ kind: TestDatabase) async throws {
        let gate = Gate()
        let running = Recorder<String>()
        try await Workshop.open(kind, tasks: [task(gate, running)]) { shop in
            for locks in ["orders customers", "customers", "orders products", "inventory"] { try await shop.queue.enqueue(new(locks)) }
            let node = try await shop.node()
            try await node.turn()
            await gate.waitForArrivals(2)
            #expect(Set(running.values) == ["orders customers", "inventory"])
            #expect(try await shop.heldLocks() == ["customers", "inventory", "orders"])
            gate.open()
            try await node.drain()
            #expect(Set(running.values).count == 4)
        }
    }

    @Test(arguments: TestDatabases.all)
    func aWideCategoryLetsMoreRun(_ kind: TestDatabase) async throws {
        let gate = Gate()
        try await Workshop.open(kind, tasks: [task(gate)]) { shop in
            try await shop.queue.saveCategory(Category(code: "wide", description: "Two at a time", width: 2))
            #expect(try await shop.queue.categories() == [Category(code: "WIDE", description: "Two at a time", width: 2)])
            for number in 0..<5 { try await shop.queue.enqueue(new("#\(number)", category: "wide")) }
            let node = try await shop.node(concurrency: 8)
            try await node.turn()
            await gate.waitForArrivals(2)
            #expect(try await shop.queue.counts() == [.inProcess: 2, .waiting: 3])
            try await shop.queue.saveCategory(Category(code: "WIDE", width: 4))
            try await node.turn()
            await gate.waitForArrivals(4)
            #expect(try await shop.queue.counts() == [.inProcess: 4, .waiting: 1])
            gate.open()
            try await node.drain()
            #expect(try await shop.queue.entries().isEmpty)
            try await shop.queue.removeCategory("wide")
            await expectError(.notFound) { try await shop.queue.removeCategory("wide") }
            await expectError(.invalid, field: "width") { try await shop.queue.saveCategory(Category(code: "X", width: 0)) }
        }
    }

    @Test(arguments: TestDatabases.all)
    func aFreedLockGoesToTheBestWaiter(_ kind: TestDatabase) async throws {
        let gate = Gate()
        let running = Recorder<String>()
        try await Workshop.open(kind, tasks: [task(gate, running)]) { shop in
            let node = try await shop.node(concurrency: 8)
            try await shop.queue.enqueue(new("L #first"))
            try await node.turn()
            try await shop.queue.enqueue(new("L #low", priority: .low))
            try await shop.queue.enqueue(new("L #normal"))
            try await shop.queue.enqueue(new("L #high", priority: .high))
            try await node.turn()
            #expect(try await shop.queue.counts() == [.inProcess: 1, .waiting: 3])
            gate.open()
            try await node.drain()
            #expect(running.values == ["L #first", "L #high", "L #normal", "L #low"])
        }
    }

    /// Woken for one lock, it has to wait for another one: whoever waits for the first must not wait with it.
    @Test(arguments: TestDatabases.all)
    func aWaiterThatHasToWaitForAnotherLockPassesTheReleaseOn(_ kind: TestDatabase) async throws {
        let first = Gate()
        let second = Gate()
        let task = ScriptedTask { parameters, _ in
            if parameters.key == "A" { await first.pass() }
            if parameters.key == "B" { await second.pass() }
            return .done()
        } locks: { parameters, _ in
            (parameters.key ?? "").split(separator: " ").filter { $0.hasPrefix("#") == false }.map(String.init)
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let node = try await shop.node(concurrency: 8)
            for locks in ["A", "B"] { try await shop.queue.enqueue(new(locks)) }
            try await node.turn()
            await first.waitForArrivals(1)
            await second.waitForArrivals(1)
            let both = try await shop.queue.enqueue(new("A B #1"))
            let one = try await shop.queue.enqueue(new("A #2"))
            try await node.turn()
            #expect(try await shop.queue.counts() == [.inProcess: 2, .waiting: 2])
            first.open()
            await node.waitForEnd()
            for _ in 0..<200 {
                if try await shop.status(one.id) == .finished { break }
                try await node.turn()
            }
            #expect(try await shop.status(one.id) == .finished)
            #expect(try await shop.queue.entry(both.id).waitingFor.map(\.lock) == ["B"])
            second.open()
            try await node.drain()
            #expect(try await shop.status(both.id) == .finished)
        }
    }

    @Test(arguments: TestDatabases.all)
    func aWaiterThatLeavesPassesTheReleaseOn(_ kind: TestDatabase) async throws {
        let gate = Gate()
        try await Workshop.open(kind, tasks: [task(gate)]) { shop in
            let node = try await shop.node(concurrency: 1)
            try await shop.queue.enqueue(new("L #0"))
            try await node.turn()
            var ids: [String] = []
            for number in 1...4 { ids.append(try await shop.queue.enqueue(new("L #\(number)")).id) }
            // Another node looks at them, so that they wait.
            try await shop.node().turn()
            #expect(try await shop.queue.counts() == [.inProcess: 1, .waiting: 4])
            gate.open()
            await node.waitForEnd()
            // Only saves the end: the next one is ready, and has the baton.
            if case .turn(var turn) = node.core.board.step(at: node.core.clock.elapsed(), node.core.settings) {
                turn.wanted = 0
                try await node.core.perform(turn)
            }
            #expect(try await shop.status(ids[0]) == .ready)
            try await shop.queue.hold(ids[0])
            #expect(try await shop.status(ids[1]) == .ready)
            try await shop.queue.delete(ids[1])
            #expect(try await shop.status(ids[2]) == .ready)
            try await shop.queue.cancel(ids[2])
            #expect(try await shop.status(ids[3]) == .ready)
            try await node.drain()
            #expect(try await shop.status(ids[3]) == .finished)
        }
    }

    @Test(arguments: TestDatabases.all)
    func whoNeedsTwoLocksIsNotStarvedByThoseWhoNeedOne(_ kind: TestDatabase) async throws {
        let ran = Recorder<String>()
        let task = ScriptedTask { parameters, _ in
            ran.append(parameters.key ?? "")
            return .done()
        } locks: { parameters, _ in
            (parameters.key ?? "").split(separator: " ").filter { $0.hasPrefix("#") == false }.map(String.init)
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            for number in 0..<20 { try await shop.queue.enqueue(new(number.isMultiple(of: 2) ? "A #\(number)" : "B #\(number)")) }
            let big = try await shop.queue.enqueue(new("A B"))
            let node = try await shop.node(concurrency: 2)
            try await node.drain()
            #expect(try await shop.status(big.id) == .finished)
            #expect(ran.values.count == 21)
            #expect(try await shop.heldLocks().isEmpty)
        }
    }

    @Test(arguments: TestDatabases.all)
    func whoHadToStepBackOftenKeepsWhatIsFree(_ kind: TestDatabase) async throws {
        let gate = Gate()
        try await Workshop.open(kind, tasks: [task(gate)]) { shop in
            let node = try await shop.node(concurrency: 4)
            try await shop.queue.enqueue(new("B #1"))
            try await node.turn()
            let big = try await shop.queue.enqueue(new("A B"))
            try await shop.database.write { tx in _ = try tx.execute("UPDATE job_entry SET bounces = 3 WHERE id = \(big.id)") }
            try await node.turn()
            let late = try await shop.queue.enqueue(new("A #2"))
            try await node.turn()
            #expect(try await shop.status(big.id) == .waiting)
            #expect(try await shop.queue.entry(late.id).waitingFor == [WaitingFor(lock: "A", entry: big.id)])
            try await shop.queue.delete(big.id)
            #expect(try await shop.status(late.id) == .ready)
            gate.open()
            try await node.drain()
            #expect(try await shop.heldLocks().isEmpty)
        }
    }

    @Test(arguments: TestDatabases.all)
    func aFootprintThatGrewIsLockedBeforeTheRun(_ kind: TestDatabase) async throws {
        let grown = Gate()
        let held = Recorder<[String]>()
        let database = Recorder<Database>()
        let task = ScriptedTask { _, _ in
            let names = try await database.values[0].read { tx in
                try tx.rows("SELECT name FROM job_lock ORDER BY name").map { try $0.get(0, as: String.self) }
            }
            held.append(names)
            return .done()
        } locks: { _, _ in
            grown.arrivals > 0 ? ["customers", "orders"] : ["orders"]
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            database.append(shop.database)
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            #expect(entry.locks == ["orders"])
            grown.open()
            await grown.pass()
            try await shop.node().drain()
            #expect(held.values == [["customers", "orders"]])
            let runs = try await shop.runs(entry.id)
            #expect(runs.map(\.status) == [.success] && runs[0].attempt == 1)
        }
    }

    @Test(arguments: TestDatabases.all)
    func twoHoldersOfALockCannotBeCommitted(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            try await shop.database.write { tx in try LockStore.take([.init(name: "L", slot: 0, entry: "a")], now: 0, in: tx) }
            let error = await #expect(throws: StorageError.self) {
                try await shop.database.write { tx in try LockStore.take([.init(name: "L", slot: 0, entry: "b")], now: 0, in: tx) }
            }
            #expect(error?.code == .uniqueViolation)
        }
    }

    @Test(arguments: TestDatabases.all)
    func thousandsBehindOneLockRunOneByOne(_ kind: TestDatabase) async throws {
        let now = Recorder<Int>()
        let task = ScriptedTask { parameters, _ in
            now.append(parameters.number ?? 0)
            return .done()
        } locks: { _, _ in
            ["L"]
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            try await shop.queue.enqueue((0..<500).map { NewEntry(task: "work", parameters: ["number": .integer(Int64($0))]) })
            try await shop.node().drain()
            #expect(now.values == Array(0..<500))
        }
    }
}

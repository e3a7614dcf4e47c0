import Foundation
import JobQueueTesting
import Storage
import StorageTesting
import Testing

@testable import JobQueue

@Suite struct RecurringEntryTests {
    private func everyFive(missed: MissedRunPolicy = .once) throws -> Recurrence {
        try Recurrence(days: .all, every: 5, zone: "UTC", missed: missed)
    }

    @Test(arguments: TestDatabases.all)
    func eachSlotRunsOnce(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work", recurrence: try everyFive()))
            let node = try await shop.node()
            for _ in 0..<12 {
                try await node.drain()
                try await node.drain()
                for _ in 0..<30 {
                    shop.clock.advance(by: .seconds(10))
                    try await node.core.beat()
                }
            }
            let slots = try await shop.runs(entry.id).filter { $0.status == .success }.map(\.scheduledFor)
            #expect(Set(slots).count == slots.count)
            #expect(slots.count == 12)
            #expect(try await shop.status(entry.id) == .ready)
        }
    }

    @Test(arguments: TestDatabases.all)
    func slotsThatPassWhileItRunsAreSkipped(_ kind: TestDatabase) async throws {
        let gate = Gate()
        let task = ScriptedTask { _, _ in
            await gate.pass()
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let begin = shop.clock.date
            let entry = try await shop.queue.enqueue(NewEntry(task: "work", recurrence: try everyFive()))
            let node = try await shop.node()
            try await node.turn()
            await gate.waitForArrivals(1)
            shop.clock.advance(by: .seconds(12 * 60))
            try await node.core.beat()
            gate.open()
            try await node.drain()
            #expect(try await shop.queue.entry(entry.id).nextStart == begin.addingTimeInterval(15 * 60))
            let runs = try await shop.runs(entry.id)
            #expect(runs.count == 2 && Set(runs.map(\.status)) == [.success, .skipped])
        }
    }

    @Test(arguments: TestDatabases.all)
    func slotsMissedWhileNothingWasThereFollowThePolicy(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            let begin = shop.clock.date
            let first = try await shop.node()
            try await first.core.beat()
            let once = try await shop.queue.enqueue(NewEntry(task: "work", shop: "once", recurrence: try everyFive()))
            let skip = try await shop.queue.enqueue(NewEntry(task: "work", shop: "skip", recurrence: try everyFive(missed: .skip)))
            let all = try await shop.queue.enqueue(NewEntry(task: "work", shop: "all", recurrence: try everyFive(missed: .all(atMost: 3))))
            try await first.drain()
            // The slots 00:05 to 01:00 pass without anybody there.
            shop.clock.advance(by: .seconds(62 * 60))
            let second = try await shop.node()
            try await second.drain()
            func slots(_ id: String) async throws -> [Double] {
                try await shop.runs(id).filter { $0.status == .success }.compactMap(\.scheduledFor).map { $0.timeIntervalSince(begin) / 60 }
            }
            #expect(try await slots(once.id) == [0, 60])
            #expect(try await slots(skip.id) == [0])
            #expect(try await slots(all.id) == [0, 5, 10, 15])
            for id in [once.id, skip.id, all.id] {
                #expect(try await shop.queue.entry(id).nextStart == begin.addingTimeInterval(65 * 60))
                #expect(try await shop.runs(id).contains { $0.status == .skipped && $0.message?.contains("missed") == true })
            }
        }
    }

    @Test(arguments: TestDatabases.all)
    func aSlotThatComesDueWhileWorkersAreBusyIsNotMissed(_ kind: TestDatabase) async throws {
        let gate = Gate()
        let task = ScriptedTask { parameters, _ in
            if parameters.key == "long" { await gate.pass() }
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let node = try await shop.node(concurrency: 1)
            try await node.core.beat()
            try await shop.queue.enqueue(NewEntry(task: "work", parameters: ["key": "long"]))
            let entry = try await shop.queue.enqueue(
                NewEntry(task: "work", earliestStart: shop.clock.date.addingTimeInterval(60), recurrence: try everyFive(missed: .skip))
            )
            try await node.turn()
            await gate.waitForArrivals(1)
            for _ in 0..<60 {
                shop.clock.advance(by: .seconds(10))
                try await node.core.beat()
            }
            gate.open()
            try await node.drain()
            #expect(try await shop.runs(entry.id).contains { $0.status == .success })
        }
    }

    @Test(arguments: TestDatabases.all)
    func whatFindsNothingToDoSleepsUntilAChange(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind, tasks: [ScriptedTask { _, _ in .nothingChanged }]) { shop in
            let entry = try await shop.queue.enqueue(
                NewEntry(task: "work", shop: "DEMO", recurrence: try everyFive(), inactivityTimeout: 60)
            )
            let node = try await shop.node()
            try await node.core.beat()
            try await node.drain()
            #expect(try await shop.status(entry.id) == .onHoldWithInactivityTimeout)
            #expect(try await shop.queue.wake(task: "work", shop: "OTHER") == 0)
            #expect(try await shop.queue.wake(task: "50000", shop: "DEMO") == 1)
            #expect(try await shop.status(entry.id) == .ready)
            try await node.drain()
            #expect(try await shop.status(entry.id) == .onHoldWithInactivityTimeout)
            for _ in 0..<361 {
                shop.clock.advance(by: .seconds(10))
                try await node.core.beat()
            }
            try await node.drain()
            #expect(try await shop.runs(entry.id).filter { $0.status == .success }.count == 3)
        }
    }

    @Test(arguments: TestDatabases.all)
    func whatExpiresDoesNotStart(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            let soon = shop.clock.date.addingTimeInterval(60)
            let oneOff = try await shop.queue.enqueue(NewEntry(task: "work", expiration: soon))
            let recurring = try await shop.queue.enqueue(NewEntry(task: "work", shop: "A", expiration: soon, recurrence: try everyFive()))
            shop.clock.advance(by: .seconds(61))
            let node = try await shop.node()
            try await node.core.beat()
            try await node.drain()
            #expect(try await shop.status(oneOff.id) == .finished)
            #expect(try await shop.status(recurring.id) == .onHold)
            for id in [oneOff.id, recurring.id] { #expect(try await shop.runs(id).map(\.status) == [.expired]) }
        }
    }

    @Test(arguments: TestDatabases.all)
    func whatWaitsForALockExpiresToo(_ kind: TestDatabase) async throws {
        let gate = Gate()
        let task = ScriptedTask { _, _ in
            await gate.pass()
            return .done()
        } locks: { _, _ in
            ["L"]
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            try await shop.queue.enqueue(NewEntry(task: "work", shop: "A"))
            let waiting = try await shop.queue.enqueue(
                NewEntry(task: "work", shop: "B", expiration: shop.clock.date.addingTimeInterval(60))
            )
            let node = try await shop.node()
            try await node.turn()
            #expect(try await shop.status(waiting.id) == .waiting)
            shop.clock.advance(by: .seconds(61))
            try await node.core.beat()
            try await node.turn()
            #expect(try await shop.status(waiting.id) == .finished)
            #expect(try await shop.runs(waiting.id).map(\.status) == [.skipped, .expired])
            gate.open()
            try await node.drain()
        }
    }
}

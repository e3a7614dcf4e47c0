import Foundation
import JobQueueTesting
import Logging
import Storage
import StorageTesting
import Testing

@testable import JobQueue

@Suite struct RunLogTests {
    @Test(arguments: TestDatabases.all)
    func linesAreCapturedWithTheirMetadata(_ kind: TestDatabase) async throws {
        let task = ScriptedTask { _, context in
            context.logger.info("Page read.", metadata: ["page": "3"])
            context.logger.error("Page failed.")
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            try await shop.node().drain()
            let run = try #require(try await shop.runs(entry.id).first)
            let lines = try await shop.queue.logLines(run: run.id)
            #expect(lines.map(\.message) == ["Page read.", "Page failed."] && lines.map(\.level) == ["info", "error"])
            #expect(lines[0].metadata == ["page": "3"] && lines.map(\.number) == [1, 2])
            #expect(try await shop.queue.logLines(run: run.id, after: 1).map(\.number) == [2])
        }
    }

    @Test(arguments: TestDatabases.all)
    func atMostTwoMebibytesARunAreKept(_ kind: TestDatabase) async throws {
        let gate = Gate()
        let text = String(repeating: "x", count: 10_000)
        let task = ScriptedTask { _, context in
            for number in 1...150 { context.logger.info("\(number) \(text)") }
            await gate.pass()
            for number in 151...300 { context.logger.info("\(number) \(text)") }
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            let node = try await shop.node()
            try await node.turn()
            await gate.waitForArrivals(1)
            shop.clock.advance(by: .seconds(2))
            try await node.turn()
            let run = try #require(try await shop.queue.entry(entry.id).run)
            #expect(try await shop.queue.logLines(run: run).count == 150)
            gate.open()
            try await node.drain()
            let lines = try await shop.queue.logLines(run: run)
            #expect(lines.last?.number == 300)
            let bytes = lines.reduce(0) { $0 + $1.message.utf8.count + 40 }
            #expect(bytes <= LogBuffer.limit && bytes > LogBuffer.limit / 2)
        }
    }

    @Test func theBufferDropsItsOldestLines() {
        var buffer = LogBuffer()
        let message = String(repeating: "y", count: 1000)
        for _ in 0..<10_000 { buffer.append(LogBuffer.Line(at: 0, level: "info", message: message, metadata: [:])) }
        let lines = buffer.takeUnsaved()
        #expect(lines.last?.number == 10_000)
        #expect(lines.reduce(0) { $0 + $1.bytes } <= LogBuffer.limit)
        #expect(lines.map(\.number) == Array((lines[0].number)...10_000))
        #expect(buffer.takeUnsaved().isEmpty)
    }

    @Test(arguments: TestDatabases.all)
    func progressIsSavedWhileItRuns(_ kind: TestDatabase) async throws {
        let gate = Gate()
        let task = ScriptedTask { _, context in
            for number in 1...1000 { context.progress(number, of: 2000) }
            context.count(.read, by: 1000)
            await gate.pass()
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            let node = try await shop.node()
            try await node.turn()
            await gate.waitForArrivals(1)
            // Before anything was saved, the entry's row tells of the run.
            #expect(try await shop.queue.runs().map(\.status) == [.inProcess])
            #expect(try await shop.queue.runs(RunFilter(statuses: [.inProcess])).count == 1)
            shop.clock.advance(by: .seconds(2))
            try await node.turn()
            let run = try #require(try await shop.queue.runs(RunFilter(entry: entry.id)).first)
            #expect(run.status == .inProcess && run.progress == Progress(done: 1000, total: 2000) && run.counts.read == 1000)
            #expect(try await shop.queue.run(run.id).id == run.id)
            gate.open()
            try await node.drain()
            #expect(try await shop.queue.runs().map(\.status) == [.success])
            await expectError(.notFound) { _ = try await shop.queue.run("nothing") }
        }
    }

    @Test(arguments: TestDatabases.all)
    func theLogIsFilteredAndPaged(_ kind: TestDatabase) async throws {
        struct Broken: Error {}
        let task = ScriptedTask { parameters, _ in
            if (parameters.number ?? 0) % 3 == 0 { throw PermanentFailure(Broken()) }
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            for number in 0..<9 {
                try await shop.queue.enqueue(
                    NewEntry(task: "work", shop: "S\(number % 2)", parameters: ["number": .integer(Int64(number))])
                )
            }
            try await shop.node(concurrency: 1).drain()
            #expect(try await shop.queue.runs(RunFilter(statuses: [.error])).count == 3)
            #expect(try await shop.queue.runs(RunFilter(statuses: [.success])).count == 6)
            #expect(try await shop.queue.runs(RunFilter(shop: "S1")).count == 4)
            let first = try await shop.queue.runs(RunFilter(limit: 5))
            let rest = try await shop.queue.runs(RunFilter(limit: 5, after: first.last?.id))
            #expect(first.count == 5 && rest.count == 4)
            #expect((first + rest).map(\.id) == (first + rest).map(\.id).sorted(by: >))
        }
    }

    @Test(arguments: TestDatabases.all)
    func whatIsOldIsDeletedInBatches(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            try await shop.queue.enqueue((0..<1200).map { NewEntry(task: "work", parameters: ["number": .integer(Int64($0))]) })
            let node = try await shop.node()
            try await node.drain()
            let held = try await shop.queue.enqueue(NewEntry(task: "work", hold: true))
            shop.clock.advance(by: .seconds(29 * 86_400))
            #expect(try await node.core.clean() == false)
            #expect(try await shop.queue.runs().count == 1200)
            shop.clock.advance(by: .seconds(2 * 86_400))
            let young = try await shop.queue.enqueue(NewEntry(task: "work", shop: "YOUNG"))
            try await node.core.beat()
            try await node.drain()
            #expect(try await node.core.clean())
            #expect(try await node.core.clean())
            #expect(try await node.core.clean() == false)
            #expect(try await shop.queue.runs().map(\.entry) == [young.id])
            let left = try await shop.queue.entries(EntryFilter(includesFinished: true)).map(\.id)
            #expect(Set(left) == [held.id, young.id])
        }
    }

    /// How long a run is kept is counted from its end: one that began long ago may just have ended.
    @Test(arguments: TestDatabases.all)
    func aLongRunIsKeptAsLongAsAShortOne(_ kind: TestDatabase) async throws {
        let gate = Gate()
        let task = ScriptedTask { _, _ in
            await gate.pass()
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            var configuration = shop.configuration()
            configuration.retention = .seconds(600)
            let node = TestNode(core: WorkerCore(queue: shop.queue, settings: configuration), clock: shop.clock)
            try await node.core.register()
            try await shop.queue.enqueue(NewEntry(task: "work"))
            try await node.turn()
            await gate.waitForArrivals(1)
            shop.clock.advance(by: .seconds(550))
            gate.open()
            try await node.drain()
            shop.clock.advance(by: .seconds(100))
            _ = try await node.core.clean()
            #expect(try await shop.queue.runs().map(\.status) == [.success])
            shop.clock.advance(by: .seconds(550))
            _ = try await node.core.clean()
            #expect(try await shop.queue.runs().isEmpty)
        }
    }

    @Test func idsOfRunsTellTheirTimeAndDiffer() {
        let lease = UUIDv7().make(at: Date(timeIntervalSince1970: 1_800_000_000))
        let ids = Set((0..<1000).map { RunIdentity.id(entry: "entry-\($0)", lease: lease) })
        #expect(ids.count == 1000)
        #expect(ids.allSatisfy { $0.count == 36 && $0.prefix(13) == lease.prefix(13) && UUID(uuidString: $0) != nil })
        #expect(RunIdentity.id(entry: "a", lease: lease) == RunIdentity.id(entry: "a", lease: lease))
    }

    @Test func idsRiseAlsoWithinAMillisecond() {
        let ids = UUIDv7()
        let instant = Date(timeIntervalSince1970: 1_800_000_000)
        let made = (0..<10_000).map { _ in ids.make(at: instant) }
        #expect(made == made.sorted() && Set(made).count == made.count)
        #expect(UUIDv7.floor(instant) <= made[0] && UUIDv7.floor(instant.addingTimeInterval(-1)) < made[0])
        #expect(ids.make(at: instant.addingTimeInterval(-3600)) < made[0])
    }
}

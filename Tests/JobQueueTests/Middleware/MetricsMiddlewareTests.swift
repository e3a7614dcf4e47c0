import JobQueueTesting
import MetricsTestKit
import Storage
import StorageTesting
import Testing

@testable import JobQueue

/// What the queue measures of itself, on a registry of the test's own.
@Suite struct MetricsMiddlewareTests {
    struct Broken: Error {}

    private let task = ScriptedTask { parameters, _ in
        if parameters.key == "bad" { throw PermanentFailure(Broken()) }
        return .done()
    }

    @Test(arguments: TestDatabases.all)
    func entriesRunsAndWaitsAreCounted(_ kind: TestDatabase) async throws {
        let metrics = TestMetrics()
        try await Workshop.open(kind, tasks: [task], middleware: [MetricsMiddleware(factory: metrics)]) { shop in
            try await shop.queue.enqueue(["a", "b", "bad"].map { NewEntry(task: "work", parameters: ["key": .string($0)]) })
            // Of a batch only what is new, and nothing of one that is not.
            try await shop.queue.enqueue(["a", "b", "bad"].map { NewEntry(task: "work", parameters: ["key": .string($0)]) })
            try await shop.queue.enqueue(["a", "d", "d"].map { NewEntry(task: "work", parameters: ["key": .string($0)]) })
            try await shop.queue.enqueue(NewEntry(task: "work", parameters: ["key": "c"]))
            // A second click on the same is not enqueued, and not counted.
            try await shop.queue.enqueue(NewEntry(task: "work", parameters: ["key": "c"]))
            shop.clock.advance(by: .seconds(90))
            try await shop.node().drain()
        }
        let ofTask = [("task", "work")]
        #expect(try metrics.expectCounter("jobqueue_enqueued_total", ofTask).totalValue == 5)
        #expect(try metrics.expectCounter("jobqueue_runs_total", ofTask + [("status", "success")]).totalValue == 4)
        #expect(try metrics.expectCounter("jobqueue_runs_total", ofTask + [("status", "error")]).totalValue == 1)
        #expect(try metrics.expectTimer("jobqueue_run_duration", ofTask + [("status", "success")]).values.count == 4)
        let waits = try metrics.expectTimer("jobqueue_wait_duration", ofTask).values
        #expect(waits == Array(repeating: 90_000_000_000, count: 5))
        // Whatever ran has ended: nothing is left in the gauge.
        #expect(try metrics.expectMeter("jobqueue_running", ofTask).lastValue == 0)
    }

    @Test func whatRunsIsInTheGaugeWhileItRuns() async throws {
        let metrics = TestMetrics()
        let gate = Gate()
        let task = ScriptedTask { _, _ in
            await gate.pass()
            return .done()
        }
        try await Workshop.open(.sqliteInMemory, tasks: [task], middleware: [MetricsMiddleware(factory: metrics)]) { shop in
            for key in ["a", "b"] { try await shop.queue.enqueue(NewEntry(task: "work", parameters: ["key": .string(key)])) }
            let node = try await shop.node()
            try await node.turn()
            await gate.waitForArrivals(2)
            #expect(try metrics.expectMeter("jobqueue_running", [("task", "work")]).lastValue == 2)
            gate.open()
            try await node.drain()
            #expect(try metrics.expectMeter("jobqueue_running", [("task", "work")]).lastValue == 0)
        }
    }

    @Test func noDimensionHoldsAnIdOrAShop() async throws {
        let metrics = TestMetrics()
        try await Workshop.open(.sqliteInMemory, middleware: [MetricsMiddleware(factory: metrics)]) { shop in
            try await shop.queue.enqueue(NewEntry(task: "work", shop: "DEMO"))
            try await shop.node().drain()
        }
        let dimensions =
            metrics.counters.flatMap(\.dimensions) + metrics.timers.flatMap(\.dimensions) + metrics.meters.flatMap(\.dimensions)
        #expect(Set(dimensions.map(\.0)) == ["task", "status"])
        #expect(Set(dimensions.map(\.1)) == ["work", "success"])
    }
}

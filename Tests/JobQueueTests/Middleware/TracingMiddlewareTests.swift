import InMemoryTracing
import Instrumentation
import JobQueueTesting
import Storage
import StorageTesting
import Testing
import Tracing

@testable import JobQueue

/// A click and the run that it brought about are one trace, however long the entry lay in the database between them.
@Suite struct TracingMiddlewareTests {
    struct Broken: Error {}

    /// The process has one tracer; each test looks for the spans of its own entries.
    private static let tracer: InMemoryTracer = {
        let tracer = InMemoryTracer()
        InstrumentationSystem.bootstrap(tracer)
        return tracer
    }()

    private func spans(of entry: String) -> [FinishedInMemorySpan] {
        Self.tracer.finishedSpans.filter { $0.attributes.get("job.entry") == .string(entry) }
    }

    @Test(arguments: TestDatabases.all)
    func aRunBelongsToTheTraceOfWhoEnqueuedIt(_ kind: TestDatabase) async throws {
        let tracer = Self.tracer
        try await Workshop.open(kind, middleware: [TracingMiddleware()]) { shop in
            let (entry, click) = try await tracer.withSpan("click") { span in
                (try await shop.queue.enqueue(NewEntry(task: "work", shop: "DEMO", parameters: ["key": "x"])), span.spanContext)
            }
            try await shop.node().drain()
            let run = try #require(spans(of: entry.id).first)
            #expect(run.operationName == "job work" && run.kind == .consumer)
            #expect(run.traceID == click.traceID && run.parentSpanID == click.spanID)
            #expect(run.attributes.get("job.task") == .string("work") && run.attributes.get("job.shop") == .string("DEMO"))
            #expect(run.attributes.get("job.attempt") == .int64(1))
            #expect(run.attributes.get("job.run") == .string(try await shop.runs(entry.id)[0].id))
            #expect(run.errors.isEmpty)
        }
    }

    @Test func whatTheTaskDoesIsBelowItsRun() async throws {
        let tracer = Self.tracer
        let inner = Recorder<InMemorySpanContext>()
        let task = ScriptedTask { _, _ in
            tracer.withSpan("inside") { inner.append($0.spanContext) }
            return .done()
        }
        try await Workshop.open(.sqliteInMemory, tasks: [task], middleware: [TracingMiddleware()]) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            try await shop.node().drain()
            let run = try #require(spans(of: entry.id).first)
            // Nobody's click: a trace of its own.
            #expect(run.parentSpanID == nil)
            #expect(inner.values.map(\.parentSpanID) == [run.spanID] && inner.values.map(\.traceID) == [run.traceID])
        }
    }

    @Test func eachAttemptIsASpanAndAFailureStandsInIt() async throws {
        _ = Self.tracer
        let task = ScriptedTask { _, context in
            if context.attempt == 1 { throw Broken() }
            return .done()
        }
        try await Workshop.open(.sqliteInMemory, tasks: [task], middleware: [TracingMiddleware()]) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            let node = try await shop.node()
            try await node.drain()
            shop.clock.advance(by: .seconds(60))
            try await node.drain()
            let found = spans(of: entry.id)
            #expect(found.map { $0.attributes.get("job.attempt") } == [.int64(1), .int64(2)])
            #expect(found.map(\.errors.count) == [1, 0] && found.first?.errors.first?.error is Broken)
        }
    }

    @Test func withoutATraceNothingIsKept() async throws {
        _ = Self.tracer
        #expect(TracingMiddleware().traceContext() == nil)
    }
}

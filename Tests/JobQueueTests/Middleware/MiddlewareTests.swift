import JobQueueTesting
import Storage
import StorageTesting
import Synchronization
import Testing

@testable import JobQueue

@Suite struct MiddlewareTests {
    /// Writes down all it sees.
    struct Observer: JobMiddleware {
        let name: String
        let seen: Recorder<String>

        func traceContext() -> String? { name == "outer" ? nil : "trace of \(name)" }
        func enqueued(task: String, count: Int) { seen.append("\(name) enqueued \(count) \(task)") }
        func run(_ attempt: AttemptDescription, next: () async throws -> JobResult) async throws -> JobResult {
            seen.append("\(name) before, \(attempt.trace ?? "")")
            defer { seen.append("\(name) after") }
            return try await next()
        }
        func ended(_ attempt: AttemptDescription, status: RunStatus, seconds: Double) {
            seen.append("\(name) ended \(status.rawValue) \(attempt.attempt)")
        }
    }

    @Test(arguments: TestDatabases.all)
    func itIsCalledAroundWhatHappens(_ kind: TestDatabase) async throws {
        let seen = Recorder<String>()
        let middleware = [Observer(name: "outer", seen: seen), Observer(name: "inner", seen: seen)]
        try await Workshop.open(kind, middleware: middleware) { shop in
            try await shop.queue.enqueue(NewEntry(task: "work"))
            try await shop.node().drain()
        }
        #expect(
            seen.values == [
                "outer enqueued 1 work", "inner enqueued 1 work", "outer before, trace of inner", "inner before, trace of inner",
                "inner after",
                "outer after", "outer ended success 1", "inner ended success 1",
            ]
        )
    }

    @Test func whatItThrowsIsTheAttemptsFailure() async throws {
        struct Refusal: Error {}
        struct Refuser: JobMiddleware {
            func run(_ attempt: AttemptDescription, next: () async throws -> JobResult) async throws -> JobResult {
                throw PermanentFailure(Refusal())
            }
        }
        try await Workshop.open(.sqliteInMemory, middleware: [Refuser()]) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            try await shop.node().drain()
            #expect(try await shop.queue.entry(entry.id).error == "Refusal()")
        }
    }
}

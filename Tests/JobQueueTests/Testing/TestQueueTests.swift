import Foundation
import JobQueue
import JobQueueTesting
import Testing

@Suite struct TestQueueTests {
    private struct Greet: JobTask {
        struct Parameters: Codable, Sendable {
            var name: String
        }

        var description: TaskDescription {
            TaskDescription(
                name: "greet",
                number: 1,
                title: "Greet",
                parameters: [ParameterDescription("name", .text, isRequired: true, help: "Whom.")]
            )
        }

        func run(_ parameters: Parameters, _ context: JobContext) async throws -> JobResult {
            if parameters.name == "Nobody", context.attempt < 3 { throw RetryLater(after: .seconds(60)) }
            return .done("Hello \(parameters.name)")
        }
    }

    @Test func whatIsEnqueuedWaitsUntilTheTestDrains() async throws {
        try await TestQueue.use([Greet()]) { test in
            try await test.queue.enqueue(NewEntry(task: "greet", parameters: ["name": "Anna"]))
            try await test.queue.enqueue(NewEntry(task: "greet", parameters: ["name": "Boris"]))
            let entry = try await test.requireEnqueued("greet", parameters: ["name": "Anna"])
            #expect(entry.status == .ready)
            try await test.refuseEnqueued("greet", parameters: ["name": "Clara"])
            let runs = try await test.drain()
            #expect(runs.map(\.status) == [.success, .success])
            #expect(Set(runs.map(\.message)) == ["Hello Anna", "Hello Boris"])
            try await test.refuseEnqueued("greet")
            #expect(try await test.drain().isEmpty)
            #expect(try await test.ended.next().status == .success)
        }
    }

    @Test func failedExpectationsSayWhatIsThere() async throws {
        try await TestQueue.use([Greet()]) { test in
            let nothing = try await #require(throws: TestQueueFailure.self) { try await test.requireEnqueued("greet") }
            #expect("\(nothing)" == "Expected one entry of greet, found 0. Nothing is enqueued.")
            try await test.queue.enqueue(NewEntry(task: "greet", parameters: ["name": "Anna"]))
            let other = try await #require(throws: TestQueueFailure.self) {
                try await test.requireEnqueued("greet", parameters: ["name": "Boris"])
            }
            #expect("\(other)".contains("found 0. Enqueued: greet"))
            await #expect(throws: TestQueueFailure.self) { try await test.refuseEnqueued("greet") }
        }
    }

    @Test func retriesComeWhenTheClockSaysSo() async throws {
        try await TestQueue.use([Greet()]) { test in
            let entry = try await test.queue.enqueue(NewEntry(task: "greet", parameters: ["name": "Nobody"]))
            #expect(try await test.drain().map(\.status) == [.error])
            #expect(try await test.nextStart() == test.clock.date.addingTimeInterval(60))
            test.clock.advance(by: .seconds(59))
            #expect(try await test.drain().isEmpty)
            let runs = try await test.run(until: test.clock.date.addingTimeInterval(3_600))
            #expect(runs.map(\.status) == [.error, .success])
            #expect(try await test.queue.entry(entry.id).status == .finished)
        }
    }

    @Test func aMonthOfSchedulesTakesNoTime() async throws {
        let start = try instant("2026-03-20T12:00")
        try await TestQueue.use([Greet()], start: start) { test in
            var new = NewEntry(task: "greet", parameters: ["name": "Anna"])
            new.recurrence = try Recurrence(days: .workdays, start: "02:30", zone: "Europe/Berlin")
            try await test.queue.enqueue(new)
            let runs = try await test.run(until: start.addingTimeInterval(14 * 86_400))
            #expect(runs.count == 10)
            let slots = try runs.map { try local(#require($0.scheduledFor), "Europe/Berlin") }
            #expect(slots.first == "2026-03-23T02:30+01:00")
            #expect(slots.last == "2026-04-03T02:30+02:00")
        }
    }
}

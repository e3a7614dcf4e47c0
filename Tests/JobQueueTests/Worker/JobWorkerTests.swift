import Foundation
import JobQueueTesting
import ServiceLifecycle
import Storage
import StorageTesting
import Testing

@testable import JobQueue

/// The worker as a service, with everything running.
@Suite struct JobWorkerTests {
    /// What sleeps in an idle worker: work, heartbeats, upkeep.
    private static let loops = 3

    @Test(.timeLimit(.minutes(1)), arguments: TestDatabases.all)
    func itIsWokenByAnEnqueueAndStopsWhenCancelled(_ kind: TestDatabase) async throws {
        let ran = TestSignal<Int>()
        let task = ScriptedTask { parameters, _ in
            ran.send(parameters.number ?? 0)
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let worker = JobWorker(queue: shop.queue, configuration: shop.configuration())
            let running = Task { try await worker.run() }
            // Time stands still: only signals wake it.
            for number in 1...20 {
                try await shop.queue.enqueue(NewEntry(task: "work", parameters: ["number": .integer(Int64(number))]))
                #expect(try await ran.next() == number)
            }
            running.cancel()
            try await running.value
            #expect(try await shop.queue.entries().isEmpty)
        }
    }

    /// Time goes on only while the worker has nothing to do but sleep, from one of its deadlines to the next: then each slot starts at its
    /// time, and none is lost.
    @Test(.timeLimit(.minutes(1)), arguments: TestDatabases.all)
    func itWakesWhenSomethingBecomesDue(_ kind: TestDatabase) async throws {
        let ran = Recorder<Date>()
        let task = ScriptedTask { _, context in
            ran.append(context.scheduledFor ?? .distantPast)
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let begin = shop.clock.date
            let entry = try await shop.queue.enqueue(
                NewEntry(task: "work", recurrence: try Recurrence(days: .all, every: 5, zone: "UTC"))
            )
            var configuration = shop.configuration()
            // Nothing here needs it, and every look is a step of the clock.
            configuration.upkeep = .seconds(60)
            let worker = JobWorker(queue: shop.queue, configuration: configuration)
            let running = Task { try await worker.run() }
            let slots = (0...4).map { begin.addingTimeInterval(Double($0) * 300) }
            while shop.clock.date < begin.addingTimeInterval(1250) {
                while shop.clock.sleeperCount < Self.loops { await Task.yield() }
                if let next = shop.clock.nextDeadline { shop.clock.advance(to: next) }
            }
            while shop.clock.sleeperCount < Self.loops { await Task.yield() }
            #expect(ran.values == slots)
            let runs = try await shop.runs(entry.id)
            #expect(runs.count == slots.count)
            for (run, slot) in zip(runs, slots) { #expect(abs(run.started.timeIntervalSince(slot)) < 0.002) }
            #expect(runs.allSatisfy { $0.status == .success })
            running.cancel()
            try await running.value
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: TestDatabases.all)
    func aCancellationReachesTheRun(_ kind: TestDatabase) async throws {
        let started = TestSignal<String>()
        let task = ScriptedTask { _, context in
            started.send(context.run)
            try await Task.sleep(for: .seconds(3600))
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let running = Task { try await JobWorker(queue: shop.queue, configuration: shop.configuration()).run() }
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            let run = try await started.next()
            #expect(try await shop.queue.run(run).status == .inProcess)
            let following = Task { try await shop.queue.follow(entry.id) }
            try await shop.queue.cancel(entry.id)
            #expect(try await following.value.status == .cancelled)
            running.cancel()
            try await running.value
        }
    }
}

import Foundation
import JobQueueTesting
import ServiceLifecycle
import Storage
import StorageTesting
import Testing

@testable import JobQueue

/// The worker as a service, with everything running.
@Suite struct JobWorkerTests {
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

    @Test(.timeLimit(.minutes(1)), arguments: TestDatabases.all)
    func itWakesWhenSomethingBecomesDue(_ kind: TestDatabase) async throws {
        let ran = TestSignal<Date?>()
        let task = ScriptedTask { _, context in
            ran.send(context.scheduledFor)
            return .done()
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let begin = shop.clock.date
            try await shop.queue.enqueue(NewEntry(task: "work", recurrence: try Recurrence(days: .all, every: 5, zone: "UTC")))
            // Time is moved by hand, faster than a busy machine's heartbeats: this is about waking, not about being alive.
            var configuration = shop.configuration()
            configuration.heartbeat = .seconds(1)
            configuration.lease = .seconds(7200)
            configuration.trust = .seconds(3600)
            let worker = JobWorker(queue: shop.queue, configuration: configuration)
            let running = Task { try await worker.run() }
            // Time goes on while we wait, a second at a time and behind writes like the worker's own.
            let ticking = Task {
                while Task.isCancelled == false {
                    shop.clock.advance(by: .seconds(1))
                    // With a statement: on PostgreSQL a transaction without one never reaches the server, and hours pass within a commit.
                    for _ in 0..<4 {
                        _ = try await shop.queue.database.write { try $0.execute("UPDATE job_coverage SET covered = covered WHERE id = 0") }
                    }
                }
            }
            // Slots may pass while a run is being saved, but each run is of a slot, of a later one, and not before its time.
            var last = begin.addingTimeInterval(-1)
            for _ in 0..<4 {
                let slot = try #require(try await ran.next())
                #expect(slot > last)
                #expect(slot.timeIntervalSince(begin).truncatingRemainder(dividingBy: 300) == 0)
                #expect(slot <= shop.clock.date)
                last = slot
            }
            ticking.cancel()
            _ = await ticking.result
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

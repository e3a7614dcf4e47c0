import Foundation
import JobQueueTesting
import Logging
import Storage
import Testing

@testable import JobQueue
@testable import backroom

/// What people mistype and what has gone stale, through the program itself: a status, a sentence that names the field, and nothing changed.
@Suite(.timeLimit(.minutes(2))) struct JobsBadInputTests {
    private static let id = "0198f6b2-1111-7000-8000-000000000000"

    private func withShop(_ body: (Program) async throws -> Void) async throws {
        try await Program.use { program in
            try await #expect(program.run("shop", "add", "DEMO", "--url", "https://demo.myshopify.com", "--token", "t").status == 0)
            try await body(program)
        }
    }

    /// Arguments after `jobs add`, and what the message must speak of.
    static let wrongEntries: [([String], String)] = [
        (["sync-orders"], "shop"),
        (["sync-orders", "--shop", "DEMO", "--at", "2026-08-24T10:00:00Z", "--expires", "2026-08-24T09:00:00Z"], "expiration"),
        (["sync-orders", "--shop", "DEMO", "--at", "2026-08-24T10:00:00Z", "--expires", "2026-08-24T10:00:00Z"], "expiration"),
        (["sync-orders", "--shop", "DEMO", "--at", "tomorrow"], "--at"),
        (["sync-orders", "--shop", "DEMO", "--category", "ELEVENCHARS"], "10 characters"),
        (["sync-orders", "--shop", "DEMO", "--category", "a b"], "category"),
        (["sync-orders", "--shop", "DEMO", "--param", "colour=red"], "colour"),
        (["sync-products", "--shop", "DEMO", "--param", "onlyPrices=perhaps"], "onlyPrices"),
        (["sync-orders", "--shop", "DEMO", "--priority", "urgent"], "priority"),
        (["sync-orders", "--shop", "DEMO", "--max-attempts", "0"], "attempts"),
        (["sync-orders", "--shop", "DEMO", "--max-attempts", "101"], "attempts"),
        (["sync-orders", "--shop", "DEMO", "--max-attempts", "many"], "max-attempts"),
        (["sync-orders", "--shop", "DEMO", "--rerun-delay", "-1"], "rerun"),
        (["sync-orders", "--shop", "DEMO", "--timeout", "0"], "timeout"),
        (["sync-orders", "--shop", "DEMO", "--on-failure", "panic"], "on-failure"),
        (["sync-orders", "--shop", "DEMO", "--inactivity-timeout", "5"], "inactivity"),
        (["sync-orders", "--shop", "DEMO", "--notify-failure", "http://"], "http://"),
        (["sync-orders", "--shop", "DEMO", "--days", "all", "--every", "0"], "every"),
        (["sync-orders", "--shop", "DEMO", "--days", "all", "--every", "-5"], "every"),
        (["sync-orders", "--shop", "DEMO", "--days", "all", "--every", "1441"], "2D"),
        (["sync-orders", "--shop", "DEMO", "--every", "5"], "days"),
        (["sync-orders", "--shop", "DEMO", "--days", "blue"], "days"),
        (["sync-orders", "--shop", "DEMO", "--days", "all", "--start", "25:00"], "start"),
        (["sync-orders", "--shop", "DEMO", "--days", "all", "--end", "8 o'clock"], "end"),
        (["sync-orders", "--shop", "DEMO", "--days", "all", "--zone", "Mars/Olympus"], "Mars/Olympus"),
        (["sync-orders", "--shop", "DEMO", "--formula", "1X"], "formula"),
        (["sync-orders", "--shop", "DEMO", "--formula=-1D"], "forward"),
        (["sync-orders", "--shop", "DEMO", "--formula", "1D", "--days", "mon"], "formula"),
        (["sync-orders", "--shop", "DEMO", "--days", "all", "--missed", "all:0"], "missed"),
        (["sync-orders", "--shop", "DEMO", "--days", "all", "--spacing", "tight"], "spacing"),
    ]

    @Test func aWrongEntryIsRefusedAndNamed() async throws {
        try await withShop { program in
            for (arguments, word) in Self.wrongEntries {
                let outcome = try await program.run(["jobs", "add"] + arguments)
                #expect(outcome.status == 2, "\(arguments): \(outcome.status) \(outcome.errors)")
                #expect(outcome.output.isEmpty, "\(arguments)")
                #expect(outcome.errors.contains(word), "\(arguments): \(outcome.errors)")
            }
            let unknown = try await program.run("jobs", "add", "sync-moon", "--shop", "DEMO")
            #expect(unknown.status == 3 && unknown.errors.contains("sync-moon") && unknown.errors.contains("sync-orders"))
            let nowhere = try await program.run("jobs", "add", "sync-orders", "--shop", "NOPE")
            #expect(nowhere.status == 3 && nowhere.errors.contains("NOPE"), "\(nowhere.errors)")
            try await #expect((program.run("jobs", "list", "--all", "--json").json as? [Any])?.isEmpty == true)
        }
    }

    @Test func aWrongPreviewOrCategoryIsRefusedAndNamed() async throws {
        try await Program.use { program in
            for (arguments, word) in [
                (["schedule", "preview"], "days"), (["schedule", "preview", "--days", "all", "--every", "0"], "every"),
                (["schedule", "preview", "--formula", "1D", "--every", "5"], "formula"),
                (["schedule", "preview", "--days", "all", "--count", "0"], "count"),
                (["schedule", "preview", "--days", "all", "--from", "noon"], "--from"),
                (["categories", "add", "ELEVENCHARS"], "10 characters"), (["categories", "add", "NIGHT", "--width", "0"], "width"),
                (["categories", "add", "a/b"], "category"),
            ] {
                let outcome = try await program.run(arguments)
                #expect(outcome.status == 2, "\(arguments): \(outcome.status) \(outcome.errors)")
                #expect(outcome.output.isEmpty && outcome.errors.contains(word), "\(arguments): \(outcome.errors)")
            }
            try await #expect((program.run("categories", "list", "--json").json as? [Any])?.isEmpty == true)
        }
    }

    @Test func aWrongChangeIsRefusedAndLeavesTheEntry() async throws {
        try await withShop { program in
            let added = try await program.run("jobs", "add", "sync-products", "--shop", "DEMO", "--hold", "--json")
            let id = try #require((added.json as? [String: Any])?["id"] as? String)
            let before = try await program.run("jobs", "show", id, "--json").output
            for (change, word) in [
                ("colour=red", "colour"), ("status=ready", "status"), ("priority=urgent", "priority"),
                ("maximumAttempts=x", "maximumAttempts"),
                ("maximumAttempts=0", "attempts"), ("expiration=soon", "expiration"), ("category=ELEVENCHARS", "10 characters"),
                ("parameters.colour=red", "colour"), ("parameters.onlyPrices=perhaps", "onlyPrices"), ("recurrence.every=5", "days"),
                ("notify.onTuesday=anna", "notify.onTuesday"), ("notify.onFailure=http://", "http://"), ("timeout=", "timeout"),
            ] {
                let outcome = try await program.run("jobs", "set", id, change)
                #expect(outcome.status == 2, "\(change): \(outcome.status) \(outcome.errors)")
                #expect(outcome.errors.contains(word), "\(change): \(outcome.errors)")
            }
            try await #expect(program.run("jobs", "show", id, "--json").output == before)
            let good = try await program.run("jobs", "set", id, "notify.onFailure=anna,https://example.com/hook", "language=ru", "--json")
            let notify = (good.json as? [String: Any])?["notify"] as? [String: Any]
            #expect(notify?["onFailure"] as? [String] == ["anna", "https://example.com/hook"], "\(good.output)\(good.errors)")
            let shown = try await program.run("jobs", "show", id).output
            #expect(shown.contains("https://example.com/hook") && shown.contains("anna"))
        }
    }

    @Test func actionsThatDoNotFitAreConflicts() async throws {
        try await withShop { program in
            for verb in ["show", "ready", "hold", "restart", "cancel", "delete", "run-once", "next", "log"] {
                let outcome = try await program.run("jobs", verb, Self.id)
                #expect(outcome.status == 3, "\(verb): \(outcome.status) \(outcome.errors)")
            }
            let added = try await program.run("jobs", "add", "sync-orders", "--shop", "DEMO", "--hold", "--json")
            let id = try #require((added.json as? [String: Any])?["id"] as? String)
            try await #expect(program.run("jobs", "cancel", id).status == 4)
            let expired = ["jobs", "set", id, "expiration=2026-01-01T00:00:00Z"]
            try await #expect(program.run(expired).status == 0)
            let late = try await program.run("jobs", "ready", id)
            #expect(late.status == 4 && late.errors.contains("expires"), "\(late.errors)")
        }
    }

    /// A task of the test's in the program's own database.
    private struct Stray: JobTask {
        let gate: @Sendable () async -> Void

        var description: TaskDescription { TaskDescription(name: "sync-moon", number: 39_999, title: "Sync the moon") }
        func footprint(_ parameters: NoParameters, shop: String?) async throws -> [String] { ["shop/DEMO/orders"] }
        func run(_ parameters: NoParameters, _ context: JobContext) async throws -> JobResult {
            await gate()
            return .done()
        }
    }

    private func withQueue(
        of program: Program,
        gate: @escaping @Sendable () async -> Void = {},
        _ body: (JobQueue) async throws -> Void
    ) async throws {
        // The program makes its tables.
        try await #expect(program.run("db", "migrate").status == 0)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let database = try await Database.open(.sqlite(path: program.folder.appending(path: "backroom.db").path), logger: logger)
        do {
            try await body(JobQueue(database: database, tasks: TaskRegistry([Stray(gate: gate)]), logger: logger))
            await database.close()
        } catch {
            await database.close()
            throw error
        }
    }

    @Test func whatRunsIsNotDeletedNorRestarted() async throws {
        try await withShop { program in
            let (goOn, opens) = AsyncStream<Void>.makeStream()
            let gate: @Sendable () async -> Void = { for await _ in goOn { return } }
            try await withQueue(of: program, gate: gate) { queue in
                let entry = try await queue.enqueue(NewEntry(task: "sync-moon"))
                let events = queue.events()
                let worker = JobWorker(queue: queue)
                let working = Task { try await worker.run() }
                while try await queue.entry(entry.id).status != .inProcess { await Task.yield() }
                for (verb, word) in [("delete", "cancel it before"), ("ready", "running"), ("restart", "running")] {
                    let outcome = try await program.run("jobs", verb, entry.id)
                    #expect(outcome.status == 4 && outcome.errors.contains(word), "\(verb): \(outcome.status) \(outcome.errors)")
                }
                // What the run does not depend on may be changed; what may follow it, asked for.
                try await #expect(program.run("jobs", "set", entry.id, "priority=high").status == 0)
                let again = try await program.run("jobs", "restart", entry.id, "--after-run", "--json")
                #expect((again.json as? [String: Any])?["restartsAfterRun"] as? Bool == true, "\(again.output)\(again.errors)")
                opens.yield()
                opens.yield()
                for await event in events {
                    if case .run = event, try await queue.entry(entry.id).status == .finished { break }
                }
                working.cancel()
                try await working.value
                #expect(try await queue.runs(RunFilter(entry: entry.id)).map(\.status) == [.success, .success])
                try await #expect(program.run("jobs", "delete", entry.id).status == 0)
            }
        }
    }

    @Test func anEntryWhoseTaskIsGoneIsPutOnHoldWithTheReason() async throws {
        try await withShop { program in
            var ids: [String] = []
            try await withQueue(of: program) { queue in
                ids.append(try await queue.enqueue(NewEntry(task: "sync-moon")).id)
                var recurring = NewEntry(task: "sync-moon")
                recurring.recurrence = try Recurrence(days: .all, every: 1, zone: "UTC")
                recurring.earliestStart = Date(timeIntervalSinceNow: -600)
                ids.append(try await queue.enqueue(recurring).id)
                // Due already, without waiting for the minute.
                try await queue.database.write { [ids] tx in try tx.execute("UPDATE job_entry SET due = created WHERE id = \(ids[1])") }
            }
            let worker = try program.start("worker")
            try await withQueue(of: program) { queue in
                for _ in 0..<400 {
                    if try await queue.entries(EntryFilter(statuses: [.onHold])).count == 2 { break }
                    try await Task.sleep(for: .milliseconds(50))
                }
            }
            try await worker.stop()
            for id in ids {
                let shown = try await program.run("jobs", "show", id, "--json")
                let entry = try #require(shown.json as? [String: Any], "\(shown.errors)")
                #expect(entry["status"] as? String == "onHold")
                #expect((entry["error"] as? String)?.contains("There is no task sync-moon in this version") == true)
                #expect(entry["task"] as? String == "sync-moon" && entry["number"] as? Int == 39_999)
                // It can be looked at, changed and kept; what would need the task says so.
                try await #expect(program.run("jobs", "list", "--status", "onHold").output.contains(id))
                try await #expect(program.run("jobs", "set", id, "priority=low").status == 0)
                let once = try await program.run("jobs", "run-once", id)
                #expect(once.status == 3 && once.errors.contains("sync-moon"), "\(once.status) \(once.errors)")
            }
            try await #expect(program.run("jobs", "delete", ids[0]).status == 0)
            try await #expect((program.run("jobs", "list", "--all", "--json").json as? [Any])?.count == 1)
        }
    }
}

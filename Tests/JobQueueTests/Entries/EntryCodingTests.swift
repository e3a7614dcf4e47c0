import Foundation
import JobQueueTesting
import Storage
import StorageTesting
import Testing

@testable import JobQueue

/// The names that scripts and checks rely on.
@Suite struct EntryCodingTests {
    private func object(_ value: some Encodable) throws -> [String: JSONValue] {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        return try JSONDecoder().decode([String: JSONValue].self, from: encoder.encode(value))
    }

    @Test func anEntryHasTheNamesOfTheContract() async throws {
        try await Workshop.open(
            .sqliteInMemory,
            tasks: [
                ScriptedTask { _, _ in
                    .done()
                } locks: { _, _ in
                    ["shop/DEMO/orders"]
                }
            ]
        ) { shop in
            var new = NewEntry(task: "work", shop: "DEMO", parameters: ["number": 7], category: "sync", priority: .high)
            new.earliestStart = shop.clock.date
            new.expiration = shop.clock.date.addingTimeInterval(1e6)
            new.recurrence = try Recurrence(days: .all, start: "08:00", end: "16:00", every: 60, zone: "UTC")
            new.owner = "anna"
            let entry = try await shop.queue.enqueue(new)
            let json = try object(entry)
            let names = [
                "id", "task", "number", "description", "shop", "category", "priority", "status", "earliestStart", "expiration",
                "recurrence",
                "maximumAttempts", "attempts", "rerunDelay", "timeout", "onFailure", "parameters", "locks", "waitingFor", "owner",
            ]
            for name in names { #expect(json[name] != nil, "\(name) is missing") }
            #expect(json["priority"] == "high" && json["status"] == "ready" && json["category"] == "SYNC")
            #expect(json["locks"] == ["category/SYNC", "shop/DEMO/orders"])
            #expect(json["parameters"] == ["number": 7])
            #expect(json["earliestStart"] == "2026-01-05T00:00:00Z")
            guard case .object(let recurrence) = json["recurrence"] else {
                Issue.record("The recurrence is no object.")
                return
            }
            #expect(recurrence["every"] == 60 && recurrence["start"] == "08:00" && recurrence["zone"] == "UTC")
        }
    }

    @Test func aRunHasTheNamesOfTheContract() async throws {
        let task = ScriptedTask { _, context in
            context.count(.read, by: 3)
            context.count(.requests, by: 2)
            context.count(.points, by: 20)
            context.progress(3, of: 4)
            return .done("Three read.")
        }
        try await Workshop.open(.sqliteInMemory, tasks: [task]) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work", shop: "DEMO"))
            try await shop.node().drain()
            let run = try #require(try await shop.runs(entry.id).first)
            let json = try object(run)
            let names = [
                "id", "entry", "task", "number", "shop", "attempt", "status", "scheduledFor", "started", "ended", "node", "message",
                "progress",
                "counts", "requests", "points", "parameters",
            ]
            for name in names { #expect(json[name] != nil, "\(name) is missing") }
            #expect(json["counts"] == ["read": 3, "created": 0, "updated": 0, "unchanged": 0, "skipped": 0, "failed": 0])
            #expect(json["progress"] == ["done": 3, "total": 4])
            #expect(json["requests"] == 2 && json["points"] == 20 && json["message"] == "Three read." && json["status"] == "success")
        }
    }

    @Test func aNewEntryNeedsOnlyItsTask() throws {
        let new = try JSONDecoder().decode(
            NewEntry.self,
            from: Data(#"{"task": 30104, "priority": "low", "parameters": {"a": [1, true]}}"#.utf8)
        )
        #expect(new.task == "30104" && new.priority == .low && new.maximumAttempts == 5 && new.hold == false)
        #expect(new.parameters == ["a": [1, true]])
    }
}

import Connector
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JobQueue
import Storage
import StorageTesting
import Testing

@testable import WebClient

struct EntryAPITests {
    private static let path = "/api/v1/job-queue/entries"

    @Test(arguments: TestDatabases.all)
    func anEntryIsMadeChangedHeldAndDeleted(_ kind: TestDatabase) async throws {
        try await Office.open(kind) { office in
            try await office.test { call in
                let body = #"{"task": "idle", "priority": "high", "recurrence": {"days": ["all"], "every": 5, "zone": "UTC"}}"#
                let made = try await call(.post, Self.path, token: office.operator, body: body)
                #expect(made.status == .created)
                let id = try #require(try made.json["id"]?.text)
                #expect(made.headers[.location] == "\(Self.path)/\(id)")
                #expect(try made.json["owner"] == "operator")
                #expect(try made.json["recurrence"]?["every"] == 5)

                let changed = try await call(
                    .patch,
                    "\(Self.path)/\(id)",
                    token: office.operator,
                    body: #"{"priority": "low", "category": "NIGHT"}"#
                )
                #expect(try changed.json["priority"] == "low")
                #expect(try changed.json["category"] == "NIGHT")

                try await #expect(call(.post, "\(Self.path)/\(id)/hold", token: office.operator).json["status"] == "onHold")
                try await #expect(call(.post, "\(Self.path)/\(id)/ready", token: office.operator, body: "{}").json["status"] == "ready")
                let next = try await call(.get, "\(Self.path)/\(id)/next?count=3", token: office.viewer).json
                #expect(next.elements?.count == 3)

                try await #expect(call(.delete, "\(Self.path)/\(id)", token: office.operator).status == .noContent)
                let gone = try await call(.get, "\(Self.path)/\(id)", token: office.viewer)
                #expect(gone.status == .notFound)
                #expect(gone.headers[.contentType]?.hasPrefix("application/problem+json") == true)
            }
        }
    }

    @Test func runOnceMakesACopyAndLeavesTheEntryAlone() async throws {
        try await Office.open { office in
            var entry = NewEntry(task: "idle")
            entry.recurrence = try Recurrence(days: .all, every: 60, zone: "UTC")
            entry.parameters = ["note": "hello"]
            let original = try await office.services.queue.enqueue(entry)
            try await office.test { call in
                let copy = try await call(.post, "\(Self.path)/\(original.id)/run-once", token: office.operator)
                #expect(copy.status == .created)
                #expect(try copy.json["id"]?.text != original.id)
                #expect(try copy.json["recurrence"] == nil)
                #expect(try copy.json["parameters"] == ["note": "hello"])
            }
            try await #expect(office.services.queue.entry(original.id).recurrence != nil)
        }
    }

    @Test(arguments: [
        (#"{"task": "nothing"}"#, "task"), (#"{"tsk": "idle"}"#, "task"), (#"{"task": "idle", "colour": "red"}"#, "colour"),
        (#"{"task": "idle", "priority": "urgent"}"#, "priority"), (#"{"task": "idle", "maximumAttempts": 0}"#, "maximumAttempts"),
        (#"{"task": "idle", "earliestStart": "tomorrow"}"#, "earliestStart"),
        (#"{"task": "idle", "parameters": {"nope": 1}}"#, "parameters.nope"),
        (#"{"task": "idle", "recurrence": {"days": ["all"], "every": 0}}"#, "recurrence.every"),
    ])
    func whatIsWrongIsNamed(_ body: String, _ field: String) async throws {
        try await Office.open { office in
            try await office.test { call in
                let response = try await call(.post, Self.path, token: office.operator, body: body)
                #expect(response.status == .unprocessableContent, "\(response.text)")
                let fields = (try response.json["errors"]?.elements ?? []).compactMap { $0["field"]?.text }
                #expect(fields.contains(field), "\(response.text)")
            }
            try await #expect(office.services.queue.entries().isEmpty)
        }
    }

    @Test(arguments: ["{", "[]", "\"text\"", "nul", ""])
    func aBodyThatIsNoObjectIsRefused(_ body: String) async throws {
        try await Office.open { office in
            try await office.test { call in
                let response = try await call(.post, Self.path, token: office.operator, body: body)
                #expect([.badRequest, .unprocessableContent].contains(response.status))
                #expect(try response.json["code"] != nil)
            }
        }
    }

    @Test func aBodyThatIsTooLargeIsRefused() async throws {
        try await Office.open { office in
            try await office.test { call in
                let body = #"{"task": "idle", "description": ""# + String(repeating: "x", count: 1 << 20) + "\"}"
                let response = try await call(.post, Self.path, token: office.operator, body: body)
                #expect(response.status == .contentTooLarge)
            }
        }
    }

    @Test func pagesFollowEachOtherWithoutLosingOrRepeating() async throws {
        try await Office.open { office in
            for number in 0..<7 {
                var entry = NewEntry(task: "idle")
                entry.parameters = ["note": .string("\(number)")]
                _ = try await office.services.queue.enqueue(entry)
            }
            try await office.test { call in
                var seen: [String] = []
                var path = "\(Self.path)?limit=3"
                while true {
                    let page = try await call(.get, path, token: office.viewer).json
                    seen += (page["items"]?.elements ?? []).compactMap { $0["id"]?.text }
                    guard let next = page["next"]?.text else { break }
                    path = "\(Self.path)?limit=3&cursor=\(next)"
                }
                #expect(seen.count == 7)
                #expect(Set(seen).count == 7)
                #expect(seen == seen.sorted(by: >))
            }
        }
    }

    @Test(arguments: ["limit=0", "limit=201", "limit=ten", "colour=red", "status=happy", "cursor=%%%"])
    func aWrongParameterIsNamed(_ query: String) async throws {
        try await Office.open { office in
            try await office.test { call in
                let response = try await call(.get, "\(Self.path)?\(query)", token: office.viewer)
                #expect(response.status == .badRequest)
                #expect(try response.json["detail"]?.text?.contains(String(query.prefix { $0 != "=" })) == true)
            }
        }
    }

    @Test func theLogOfARunIsThere() async throws {
        try await Office.open { office in
            var entry = NewEntry(task: "idle")
            entry.parameters = ["note": "done it"]
            let run = try await office.services.queue.runInForeground(entry)
            try await office.test { call in
                let response = try await call(.get, "/api/v1/job-queue/log/\(run.id)", token: office.viewer)
                #expect(try response.json["run"]?["message"] == "done it")
                #expect(try response.json["lines"]?.elements != nil)
                let list = try await call(.get, "/api/v1/job-queue/log?status=success&entry=\(run.entry)", token: office.viewer).json
                #expect(list["items"]?.elements?.count == 1)
            }
        }
    }
}

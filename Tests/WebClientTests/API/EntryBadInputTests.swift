import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JobQueue
import Storage
import StorageTesting
import Testing

@testable import WebClient

/// Wrong entries through the API: a status, the field by its name, and nothing saved.
struct EntryBadInputTests {
    private static let path = "/api/v1/job-queue/entries"

    @Test(arguments: [
        (#"{"task": "sync-orders"}"#, "shop"),
        (#"{"task": "idle", "earliestStart": "2026-08-24T10:00:00Z", "expiration": "2026-08-24T09:00:00Z"}"#, "expiration"),
        (#"{"task": "idle", "earliestStart": "2026-08-24T10:00:00Z", "expiration": "2026-08-24T10:00:00Z"}"#, "expiration"),
        (#"{"task": "idle", "expiration": 5}"#, "expiration"),
        (#"{"task": "idle", "category": "ELEVENCHARS"}"#, "category"), (#"{"task": "idle", "category": "a b"}"#, "category"),
        (#"{"task": "idle", "parameters": {"note": 5}}"#, "parameters.note"),
        (#"{"task": "idle", "parameters": {"colour": "red"}}"#, "parameters.colour"),
        (#"{"task": "idle", "parameters": []}"#, "parameters"),
        (#"{"task": "sync-products", "shop": "DEMO", "parameters": {"onlyPrices": "perhaps"}}"#, "parameters.onlyPrices"),
        (#"{"task": "idle", "maximumAttempts": 101}"#, "maximumAttempts"),
        (#"{"task": "idle", "maximumAttempts": "5"}"#, "maximumAttempts"),
        (#"{"task": "idle", "rerunDelay": -1}"#, "rerunDelay"), (#"{"task": "idle", "timeout": 0}"#, "timeout"),
        (#"{"task": "idle", "onFailure": "panic"}"#, "onFailure"),
        (#"{"task": "idle", "inactivityTimeout": 5}"#, "inactivityTimeout"),
        (#"{"task": "idle", "notify": {"onFailure": ["http://"]}}"#, "notify.onFailure"),
        (#"{"task": "idle", "notify": {"onTuesday": []}}"#, "notify.onTuesday"),
        (#"{"task": "idle", "notify": {"onFailure": "anna"}}"#, "notify.onFailure"),
        (#"{"task": "idle", "language": "tlh"}"#, "language"),
        (#"{"task": "idle", "recurrence": {}}"#, "recurrence.days"),
        (#"{"task": "idle", "recurrence": {"days": ["all"], "every": 1441}}"#, "recurrence.every"),
        (#"{"task": "idle", "recurrence": {"days": ["all"], "start": "25:00"}}"#, "recurrence.start"),
        (#"{"task": "idle", "recurrence": {"days": ["all"], "end": "noon"}}"#, "recurrence.end"),
        (#"{"task": "idle", "recurrence": {"days": ["all"], "zone": "Mars/Olympus"}}"#, "recurrence.zone"),
        (#"{"task": "idle", "recurrence": {"formula": "1X"}}"#, "recurrence.formula"),
        (#"{"task": "idle", "recurrence": {"formula": "-1D"}}"#, "recurrence.formula"),
        (#"{"task": "idle", "recurrence": {"formula": "1D", "days": ["mon"]}}"#, "recurrence.days"),
    ])
    func aWrongEntryIsRefusedAndNamed(_ body: String, _ field: String) async throws {
        try await Office.open { office in
            try await office.test { call in
                let response = try await call(.post, Self.path, token: office.operator, body: body)
                #expect(response.status == .unprocessableContent, "\(response.text)")
                #expect(response.headers[.contentType]?.hasPrefix("application/problem+json") == true)
                let fields = (try response.json["errors"]?.elements ?? []).compactMap { $0["field"]?.text }
                #expect(fields.contains(field), "\(response.text)")
            }
            try await #expect(office.services.queue.entries().isEmpty)
        }
    }

    @Test func aWrongChangeLeavesTheEntryAsItWas() async throws {
        try await Office.open { office in
            let entry = try await office.services.queue.enqueue(NewEntry(task: "idle", hold: true))
            let before = try JSONCoding.text(entry)
            try await office.test { call in
                for (body, field) in [
                    (#"{"status": "ready"}"#, "status"), (#"{"category": "ELEVENCHARS"}"#, "category"),
                    (#"{"earliestStart": "2026-08-24T10:00:00Z", "expiration": "2026-08-24T09:00:00Z"}"#, "expiration"),
                    (#"{"parameters": {"note": true}}"#, "parameters.note"), (#"{"recurrence": {"every": 5}}"#, "recurrence.days"),
                    (#"{"owner": "somebody else"}"#, "owner"),
                ] {
                    let response = try await call(.patch, "\(Self.path)/\(entry.id)", token: office.operator, body: body)
                    #expect(response.status == .unprocessableContent, "\(body): \(response.text)")
                    let fields = (try response.json["errors"]?.elements ?? []).compactMap { $0["field"]?.text }
                    #expect(fields.contains(field), "\(body): \(response.text)")
                }
            }
            #expect(try JSONCoding.text(try await office.services.queue.entry(entry.id)) == before)
        }
    }

    @Test func whatRunsIsNotDeleted() async throws {
        try await Office.open { office in
            let queue = office.services.queue
            let entry = try await queue.enqueue(NewEntry(task: "idle"))
            // As a worker's claim leaves it.
            try await office.services.database.write { tx in
                try tx.execute("UPDATE job_entry SET status = 'inProcess', lease = 'l', node = 'n#1', started = due, attempts = 1")
            }
            try await office.test { call in
                let path = "\(Self.path)/\(entry.id)"
                for (method, address) in [(HTTPRequest.Method.delete, path), (.post, path + "/restart"), (.post, path + "/ready")] {
                    let response = try await call(method, address, token: office.operator)
                    #expect(response.status == .conflict, "\(address)")
                    #expect(try response.json["code"] == "in_process")
                }
                let again = try await call(.post, path + "/restart", token: office.operator, body: #"{"afterRun": true}"#)
                #expect(again.status == .ok)
                #expect(try again.json["restartsAfterRun"] == true)
            }
            #expect(try await queue.entry(entry.id).status == .inProcess)
        }
    }

    @Test func aTaskThatIsGoneIsNamedAndItsEntriesStay() async throws {
        try await Office.open { office in
            let entry = try await office.services.queue.enqueue(NewEntry(task: "idle", hold: true))
            try await office.services.database.write { tx in try tx.execute("UPDATE job_entry SET task = 'sync-moon', number = 39999") }
            try await office.test { call in
                let path = "\(Self.path)/\(entry.id)"
                #expect(try await call(.get, path, token: office.viewer).json["task"] == "sync-moon")
                #expect(try await call(.get, Self.path + "?task=sync-moon", token: office.viewer).json["items"]?.elements?.count == 1)
                try await #expect(call(.patch, path, token: office.operator, body: #"{"priority": "low"}"#).status == .ok)
                let once = try await call(.post, path + "/run-once", token: office.operator)
                #expect(once.status == .notFound && once.text.contains("sync-moon"), "\(once.text)")
                try await #expect(call(.delete, path, token: office.operator).status == .noContent)
            }
        }
    }

    @Test func recipientsLanguageAndDryRunComeBackAsTheyWereGiven() async throws {
        try await Office.open { office in
            try await office.test { call in
                let body = #"""
                    {"task": "idle", "hold": true, "language": "ru", "isDryRun": true,
                     "notify": {"onFailure": ["anna", "https://example.com/hook"], "onSuccess": []}}
                    """#
                let made = try await call(.post, Self.path, token: office.operator, body: body)
                #expect(made.status == .created, "\(made.text)")
                let entry = try made.json
                #expect(entry["notify"]?["onFailure"]?.elements == ["anna", "https://example.com/hook"])
                #expect(entry["language"] == "ru" && entry["isDryRun"] == true && entry["status"] == "onHold")
                let path = "\(Self.path)/\(entry["id"]?.text ?? "")"
                let cleared = try await call(.patch, path, token: office.operator, body: #"{"notify": null, "language": null}"#).json
                #expect(cleared["notify"] == nil && cleared["language"] == nil)
                // A copy of what only shows changes nothing either.
                #expect(try await call(.post, path + "/run-once", token: office.operator).json["isDryRun"] == true)
            }
        }
    }

    @Test func aScheduleIsPreviewedAndAWrongOneNamed() async throws {
        try await Office.open { office in
            try await office.test { call in
                let path = "/api/v1/job-queue/preview"
                let query = "days=all&start=02:30&zone=Europe/Berlin&from=2026-10-24T00:00:00Z&count=3"
                let slots = try await call(.get, "\(path)?\(query)", token: office.viewer)
                #expect(try slots.json == ["2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"], "\(slots.text)")
                for (query, field) in [
                    ("days=all&every=0", "recurrence.every"), ("", "recurrence.days"), ("formula=1X", "recurrence.formula"),
                ] {
                    let response = try await call(.get, "\(path)?\(query)", token: office.viewer)
                    #expect(response.status == .unprocessableContent, "\(response.text)")
                    #expect((try response.json["errors"]?.elements ?? []).contains { $0["field"]?.text == field }, "\(response.text)")
                }
                for query in ["days=all&count=0", "days=all&from=noon", "days=all&colour=red"] {
                    try await #expect(call(.get, "\(path)?\(query)", token: office.viewer).status == .badRequest)
                }
            }
        }
    }

    @Test func noticesAndCategoriesAreKept() async throws {
        try await Office.open { office in
            let run = try await office.services.queue.runInForeground(
                NewEntry(task: "idle", notify: Notify(onSuccess: ["operator", "anna"]))
            )
            try await office.test { call in
                let path = "/api/v1/job-queue/notices"
                let items = try await call(.get, path, token: office.operator).json["items"]?.elements ?? []
                #expect(items.map { $0["run"]?.text } == [run.id])
                // Others' notices are neither shown nor touched.
                #expect(try await call(.get, path, token: office.administrator).json["items"]?.elements?.isEmpty == true)
                let seen = "\(path)/\(items.first?["id"]?.text ?? "")/seen"
                try await #expect(call(.post, seen, token: office.administrator).status == .notFound)
                try await #expect(call(.post, seen, token: office.operator).status == .noContent)
                #expect(try await call(.get, path, token: office.operator).json["items"]?.elements?.isEmpty == true)
                #expect(try await call(.get, path + "?all=true", token: office.operator).json["items"]?.elements?.count == 1)

                let categories = "/api/v1/job-queue/categories"
                for body in [#"{"code": "ELEVENCHARS"}"#, #"{"code": "A", "width": 0}"#, #"{"description": "x"}"#] {
                    try await #expect(call(.post, categories, token: office.operator, body: body).status == .unprocessableContent)
                }
                try await #expect(call(.post, categories, token: office.operator, body: #"{"code": "night"}"#).status == .created)
                try await #expect(call(.delete, categories + "/NIGHT", token: office.operator).status == .noContent)
                try await #expect(call(.delete, categories + "/NIGHT", token: office.operator).status == .notFound)
            }
        }
    }

    @Test func webhooksAreListedAndTriedAgain() async throws {
        try await Office.open { office in
            let notify = Notify(onSuccess: ["http://127.0.0.1:9/hook"])
            let run = try await office.services.queue.runInForeground(NewEntry(task: "idle", notify: notify))
            try await office.test { call in
                let path = "/api/v1/job-queue/webhooks"
                let item = try #require(try await call(.get, path, token: office.viewer).json["items"]?.elements?.first)
                #expect(item["run"]?.text == run.id && item["status"] == "pending" && item["event"] == "entry.success")
                let retry = "\(path)/\(item["id"]?.text ?? "")/retry"
                try await #expect(call(.post, retry, token: office.operator).status == .conflict)
                try await office.services.database.write { tx in try tx.execute("UPDATE job_webhook SET status = 'failed', attempts = 12") }
                #expect(try await call(.get, path + "?status=failed", token: office.viewer).json["items"]?.elements?.count == 1)
                let again = try await call(.post, retry, token: office.operator)
                #expect(again.status == .ok)
                #expect(try again.json["status"] == "pending" && again.json["attempts"] == 0)
            }
        }
    }
}

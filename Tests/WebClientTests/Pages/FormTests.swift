import Connector
import Foundation
import HTTPTypes
import HummingbirdTesting
import JobQueue
import Storage
import StorageTesting
import Testing

@testable import WebClient

/// Bad input in every form: the field is marked, it says what is expected, and nothing that was typed is lost.
struct FormTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let path: String
        /// What is typed; the first field is the wrong one.
        let typed: [(String, String)]
        /// A part of what the field says.
        let says: String
        var testDescription: String { "\(path) \(typed.first?.0 ?? "")" }
    }

    private static let entry = [("task", "idle"), ("description", "My entry"), ("category", "NIGHT")]

    static let cases: [Case] = [
        Case(path: "/shops/new", typed: [("code", "a b!"), ("url", "https://x.myshopify.com"), ("clientId", "my-id")], says: "letters"),
        Case(path: "/shops/new", typed: [("url", "nonsense"), ("code", "NORD"), ("clientId", "my-id")], says: "myshopify"),
        Case(path: "/shops/new", typed: [("endpoint", "ftp://x"), ("code", "NORD"), ("url", "https://x.myshopify.com")], says: "http"),
        Case(path: "/shops/DEMO", typed: [("timeZone", "Mars/Olympus"), ("shippingAccount", "8100")], says: "Mars/Olympus"),
        Case(path: "/shops/DEMO/sync/sync-orders", typed: [("since", "yesterday"), ("tags", "gift, blue")], says: "instant"),
        Case(path: "/job-queue/new", typed: [("every", "5000"), ("days", "mon")] + entry, says: "1440"),
        Case(path: "/job-queue/new", typed: [("start", "25:00"), ("days", "mon")] + entry, says: "such as 08:30"),
        Case(path: "/job-queue/new", typed: [("zone", "Mars/Olympus"), ("days", "mon")] + entry, says: "Mars/Olympus"),
        Case(path: "/job-queue/new", typed: [("formula", "soon")] + entry, says: "a unit such as 1D"),
        Case(path: "/job-queue/new", typed: [("maximumAttempts", "0")] + entry, says: "100"),
        Case(path: "/job-queue/new", typed: [("rerunDelay", "a while")] + entry, says: "whole number"),
        Case(path: "/job-queue/new", typed: [("earliestStart", "tomorrow")] + entry, says: "date and a time"),
        Case(path: "/job-queue/new", typed: [("category", "ELEVENCHARS"), ("task", "idle"), ("description", "My entry")], says: "10"),
        Case(path: "/job-queue/categories", typed: [("width", "0"), ("code", "NIGHT"), ("description", "At night")], says: "1000"),
        Case(path: "/job-queue/categories", typed: [("code", "ELEVENCHARS"), ("description", "At night"), ("width", "2")], says: "10"),
        Case(path: "/users/new", typed: [("name", "user-administrator"), ("role", "operator")], says: "already"),
        Case(path: "/settings/tokens", typed: [("name", "viewer"), ("role", "operator")], says: "already"),
        Case(path: "/ledger/items/1000/adjust", typed: [("quantity", "many"), ("location", "MAIN"), ("how", "by")], says: "number"),
    ]

    @Test(arguments: cases)
    func theFieldIsMarkedAndNothingIsLost(_ form: Case) async throws {
        try await Office.open { office in
            try await office.fillLedger()
            try await office.visit(as: .administrator) { visitor in
                let response = try await visitor.post(form.path, form.typed, csrf: try await visitor.token())
                #expect(response.status == .unprocessableContent, "\(response.text.prefix(400))")
                let wrong = try #require(form.typed.first)
                let field = try Self.tag(of: wrong.0, in: response.text)
                #expect(field.contains("aria-invalid=\"true\""), "\(field)")
                let text = try Self.said(of: field, in: response.text)
                #expect(text.contains(form.says), "\(text)")
                for (name, value) in form.typed {
                    let kept =
                        response.text.contains("name=\"\(name)\" value=\"\(value)\"")
                        || response.text.contains("value=\"\(value)\" selected")
                        || response.text.contains("value=\"\(value)\" checked")
                    #expect(kept, "\(name) lost “\(value)”")
                }
            }
        }
    }

    /// The element of a field.
    private static func tag(of name: String, in page: String) throws -> String {
        let start = try #require(page.range(of: " name=\"\(name)\""), "\(name)")
        let before = page[..<start.lowerBound].lastIndex(of: "<") ?? page.startIndex
        let end = page[start.upperBound...].firstIndex(of: ">") ?? page.endIndex
        return String(page[before..<end])
    }

    /// What is said about a field, found as a screen reader finds it.
    private static func said(of field: String, in page: String) throws -> String {
        let match = try #require(field.firstMatch(of: /aria-describedby="(e-[^ "]+)/), "\(field)")
        let start = try #require(page.range(of: "id=\"\(match.output.1)\""))
        let end = page.range(of: "</p>", range: start.upperBound..<page.endIndex)?.lowerBound ?? page.endIndex
        return String(page[start.upperBound..<end])
    }

    @Test func anEntryIsChangedByItsForm() async throws {
        try await Office.open { office in
            let queue = office.services.queue
            var new = NewEntry(task: "idle", parameters: ["note": "first"])
            new.recurrence = try Recurrence(days: .all, every: 30)
            let entry = try await queue.enqueue(new)
            try await office.visit(as: .operator) { visitor in
                let csrf = try await visitor.token()
                let form = try await visitor.get("/job-queue/\(entry.id)/edit").text
                #expect(form.contains("name=\"every\" value=\"30\"") && form.contains("name=\"p.note\" value=\"first\""))
                let fields = [
                    ("description", "Renamed"), ("p.note", "second"), ("days", "mon"), ("start", "08:00"), ("every", "45"),
                    ("zone", "Europe/Berlin"), ("spacing", "fixed-rate"), ("missed", "skip"), ("maximumAttempts", "7"),
                    ("rerunDelay", "20"),
                    ("timeout", "600"), ("priority", "high"), ("onFailure", "stop"), ("category", "NIGHT"), ("shop", ""),
                ]
                let saved = try await visitor.post("/job-queue/\(entry.id)/edit", fields, csrf: csrf)
                #expect(saved.headers[.location] == "/job-queue/\(entry.id)", "\(saved.text.prefix(300))")
                let changed = try await queue.entry(entry.id)
                #expect(changed.description == "Renamed" && changed.parameters["note"] == "second")
                #expect(changed.recurrence?.every == 45 && changed.recurrence?.days.names == ["mon"])
                #expect(changed.maximumAttempts == 7 && changed.rerunDelay == 20 && changed.timeout == 600)
                #expect(changed.priority == .high && changed.onFailure == .stop && changed.category == "NIGHT")
                let wrong = try await visitor.post("/job-queue/\(entry.id)/edit", fields + [("every", "5000")], csrf: csrf)
                #expect(wrong.status == .unprocessableContent && wrong.text.contains("name=\"every\" value=\"5000\""))
                try await #expect(queue.entry(entry.id).recurrence?.every == 45)
            }
        }
    }

    @Test func theFormOfATaskShowsItsParametersAndKeepsWhatWasTyped() async throws {
        try await Office.open { office in
            try await office.visit(as: .operator) { visitor in
                let fields = [("task", "idle"), ("every", "15"), ("do", "choose")]
                let page = try await visitor.post("/job-queue/new", fields, csrf: try await visitor.token())
                #expect(page.status == .ok)
                #expect(page.text.contains("name=\"p.note\"") && page.text.contains("name=\"every\" value=\"15\""))
                try await #expect(office.services.queue.entries().isEmpty)
                try await #expect(visitor.get("/job-queue/new?task=sync-orders&shop=DEMO").text.contains("name=\"p.since\""))
            }
        }
    }

    @Test func anotherPasswordNeedsTheOldOneAndBothTheSame() async throws {
        try await Office.open { office in
            let users = Users(database: office.services.database)
            try await office.visit(as: .viewer) { visitor in
                try await users.setPassword("user-viewer", "correct horse")
                // A new password ends the sessions; the visitor signs in with it.
                _ = try await visitor.post("/sign-in", [("name", "user-viewer"), ("password", "correct horse")])
                let csrf = try await visitor.token()
                func change(_ current: String, _ password: String, _ again: String) async throws -> (HTTPResponse.Status, String) {
                    let fields = [("current", current), ("password", password), ("again", again)]
                    let response = try await visitor.post("/settings/password", fields, csrf: csrf)
                    return (response.status, response.text)
                }
                let differs = try await change("correct horse", "battery staple", "battery stable")
                #expect(differs.0 == .unprocessableContent && differs.1.contains("The two are not the same."))
                let wrong = try await change("wrong", "battery staple", "battery staple")
                #expect(wrong.0 == .unprocessableContent && wrong.1.contains("This is not your current password."))
                let weak = try await change("correct horse", "short", "short")
                #expect(weak.0 == .unprocessableContent && weak.1.contains("at least 10 characters"))
                #expect(!weak.1.contains("value=\"short\""))
                try await #expect(change("correct horse", "battery staple", "battery staple").0 == .seeOther)
                try await #expect(users.signIn("user-viewer", "battery staple") != nil)
                try await #expect(visitor.get("/settings").status == .ok)
            }
        }
    }
}

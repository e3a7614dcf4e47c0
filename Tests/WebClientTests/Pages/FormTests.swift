import BackOffice
import Connector
import Foundation
import HTTPTypes
import HummingbirdTesting
import JobQueue
import Ledger
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
        Case(path: "/job-queue/new", typed: [("end", "late"), ("days", "mon")] + entry, says: "such as 08:30"),
        Case(path: "/job-queue/new", typed: [("timeout", "for ever")] + entry, says: "whole number"),
        Case(path: "/job-queue/new", typed: [("expiration", "never")] + entry, says: "date and a time"),
        Case(
            path: "/job-queue/new",
            typed: [("p.since", "yesterday"), ("task", "sync-orders"), ("shop", "DEMO"), ("p.tags", "gift, blue")],
            says: "instant"
        ),
        Case(
            path: "/shops/DEMO/sync/sync-orders",
            typed: [("financialStatus", "half-paid"), ("orderNumbers", "#1001"), ("channel", "web")],
            says: "half-paid"
        ),
        Case(path: "/shops/DEMO", typed: [("currency", "Euro"), ("shippingAccount", "8100"), ("tipAccount", "8200")], says: "EUR"),
        Case(path: "/shops/DEMO", typed: [("skuSeparator", "far too long for it"), ("feeAccount", "8300")], says: "10 characters"),
        Case(path: "/users/new", typed: [("name", String(repeating: "x", count: 101)), ("role", "operator")], says: "1 to 100"),
        Case(path: "/users/new", typed: [("name", ""), ("role", "viewer")], says: "1 to 100"),
        Case(path: "/settings/tokens", typed: [("name", ""), ("role", "operator")], says: "1 to 100"),
        Case(path: "/products/DEMO/7/map", typed: [("no0", "NOBODY"), ("record0", "gid://shopify/ProductVariant/7")], says: "NOBODY"),
        Case(path: "/products/DEMO/7/map", typed: [("no0", "2000/PINK")], says: "PINK"),
        Case(path: "/customers/DEMO/8/map", typed: [("no0", "C99")], says: "C99"),
        Case(path: "/orders/DEMO/7/map", typed: [("no0", "NOBODY"), ("record0", "gid://shopify/ProductVariant/7")], says: "NOBODY"),
        Case(path: "/ledger/documents/order/%NO%/ship", typed: [("line10000", "99"), ("trackingNo", "1Z9")], says: "3"),
        Case(path: "/ledger/documents/order/%NO%/ship", typed: [("line10000", "many"), ("agent", "UPS")], says: "3"),
        Case(path: "/ledger/documents/order/%NO%/ship", typed: [("line10000", "0"), ("agent", "UPS")], says: "at least one"),
        Case(
            path: "/ledger/documents/order/%NO%/ship",
            typed: [("agent", String(repeating: "x", count: 51)), ("line10000", "1"), ("trackingNo", "1Z9")],
            says: "50"
        ),
        Case(path: "/ledger/items/1000/adjust", typed: [("quantity", ""), ("location", "MAIN"), ("how", "to")], says: "number"),
        Case(path: "/users/new", typed: [("name", "user-administrator"), ("role", "operator")], says: "already"),
        Case(path: "/settings/tokens", typed: [("name", "viewer"), ("role", "operator")], says: "already"),
        Case(path: "/ledger/items/1000/adjust", typed: [("quantity", "many"), ("location", "MAIN"), ("how", "by")], says: "number"),
    ]

    @Test(arguments: cases)
    func theFieldIsMarkedAndNothingIsLost(_ form: Case) async throws {
        try await Office.open { office in
            try await office.fillLedger()
            try await office.importLinks()
            try await office.importOrder(7)
            let number = try await office.salesOrder("#2001").no
            try await office.visit(as: .administrator) { visitor in
                let path = form.path.replacing("%NO%", with: PageQuery.escape(number))
                let csrf = try await visitor.token()
                // What an order lacks is known once somebody has tried.
                if path.hasPrefix("/orders/") { _ = try await visitor.post("/orders/DEMO/7/process", csrf: csrf) }
                let response = try await visitor.post(path, form.typed, csrf: csrf)
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
        let ids = try #require(field.firstMatch(of: /aria-describedby="([^"]+)/), "\(field)").output.1.split(separator: " ")
        let id = try #require(ids.first { $0.hasPrefix("e-") || $0.hasPrefix("pe") }, "\(field)")
        let start = try #require(page.range(of: "id=\"\(id)\""))
        let end = page.range(of: "</p>", range: start.upperBound..<page.endIndex)?.lowerBound ?? page.endIndex
        return String(page[start.upperBound..<end])
    }

    @Test func trackingOfAShipmentIsHeldToItsLength() async throws {
        try await Office.open { office in
            try await office.fillLedger()
            let order = try await office.salesOrder()
            _ = try await office.services.ledger.adjust(itemNo: "1000", location: "MAIN", .to(5))
            let line = try #require(order.lines.first)
            let shipment = try await office.services.ledger.ship(order.no, ShipmentDraft(lines: [.init(line: line.no, quantity: 1)]))
            try await office.visit(as: .operator) { visitor in
                let long = String(repeating: "9", count: 101)
                let fields = [("package", "1"), ("trackingNo", long), ("agent", "UPS")]
                let path = ShipmentPages.path(shipment) + "/tracking"
                let page = try await visitor.post(path, fields, csrf: try await visitor.token())
                #expect(page.status == .unprocessableContent)
                let field = try Self.tag(of: "trackingNo", in: page.text)
                #expect(field.contains("aria-invalid=\"true\"") && field.contains(long))
                try #expect(Self.said(of: field, in: page.text).contains("100"))
                #expect(page.text.contains("name=\"agent\" value=\"UPS\""))
            }
        }
    }

    @Test func whoSignsInWronglyIsToldAndKeepsTheName() async throws {
        try await Office.open { office in
            try await office.stranger { visitor in
                let page = try await visitor.post("/sign-in", [("name", "anna"), ("password", "guess")])
                #expect(page.status == .unprocessableContent && page.text.contains("name=\"name\" value=\"anna\""))
                // Which of the two was wrong is nobody's business.
                for name in ["name", "password"] {
                    let field = try Self.tag(of: name, in: page.text)
                    #expect(field.contains("aria-invalid=\"true\""), "\(field)")
                    try #expect(Self.said(of: field, in: page.text).contains("password"))
                }
                #expect(!page.text.contains("guess"))
                try await #expect(!visitor.get("/sign-in").text.contains("aria-invalid"))
            }
        }
    }

    @Test func theFirstAdministratorIsToldWhatAPasswordNeeds() async throws {
        try await Office.open { office in
            let link = try await OneTimeLinks(database: office.services.database).make(user: nil)
            try await office.stranger { visitor in
                let code = String(link.split(separator: "=")[1])
                let short = try await visitor.post("/welcome", [("code", code), ("name", "anna"), ("password", "short")])
                #expect(short.status == .unprocessableContent && short.text.contains("name=\"name\" value=\"anna\""))
                let password = try Self.tag(of: "password", in: short.text)
                #expect(password.contains("aria-invalid=\"true\"") && !short.text.contains("value=\"short\""))
                try #expect(Self.said(of: password, in: short.text).contains("10"))
                try #expect(!Self.tag(of: "name", in: short.text).contains("aria-invalid"))
                let nameless = try await visitor.post("/welcome", [("code", code), ("name", ""), ("password", "correct horse")])
                try #expect(Self.tag(of: "name", in: nameless.text).contains("aria-invalid=\"true\""))
                // Nothing is used up by what was refused.
                let done = try await visitor.post("/welcome", [("code", code), ("name", "anna"), ("password", "correct horse")])
                #expect(done.status == .seeOther)
            }
        }
    }

    @Test func theOnlyAdministratorStaysOne() async throws {
        try await Office.open { office in
            try await office.visit(as: .administrator) { visitor in
                let path = "/users/user-administrator/role"
                let page = try await visitor.post(path, [("role", "viewer")], csrf: try await visitor.token())
                #expect(page.status == .unprocessableContent)
                let field = try Self.tag(of: "role", in: page.text)
                #expect(field.contains("aria-invalid=\"true\""))
                try #expect(Self.said(of: field, in: page.text).contains("only administrator"))
            }
        }
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

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

/// Who gets in, and what a page of somebody else can make a browser do: nothing.
struct PageSafetyTests {
    @Test func everyPageSendsAStrangerToTheDoor() async throws {
        try await Office.open { office in
            try await office.stranger { visitor in
                for route in office.server.pages.routes {
                    let response = route.method == .get ? try await visitor.get(route.example) : try await visitor.post(route.example)
                    #expect(response.status == .seeOther, "\(route.path)")
                    #expect(response.headers[.location] == "/sign-in", "\(route.path)")
                }
            }
        }
    }

    @Test(arguments: Role.allCases)
    func aLowerRoleIsRefusedOnEveryPage(_ role: Role) async throws {
        try await Office.open { office in
            try await office.visit(as: role) { visitor in
                let csrf = try await visitor.token()
                for route in office.server.pages.routes where route.role > role {
                    let response =
                        route.method == .get ? try await visitor.get(route.example) : try await visitor.post(route.example, csrf: csrf)
                    #expect(response.status == .forbidden, "\(route.path)")
                }
            }
        }
    }

    @Test func everyFormNeedsItsToken() async throws {
        try await Office.open { office in
            try await office.visit(as: .administrator) { visitor in
                for route in office.server.pages.routes where route.method == .post {
                    try await #expect(visitor.post(route.example).status == .forbidden, "\(route.path)")
                    try await #expect(visitor.post(route.example, csrf: "guess").status == .forbidden, "\(route.path)")
                }
            }
            try await #expect(office.services.connector.shops.list().count == 1)
        }
    }

    @Test func aFormFromAnotherSiteIsRefused() async throws {
        try await Office.open { office in
            try await office.visit(as: .administrator) { visitor in
                let csrf = try await visitor.token()
                let response = try await visitor.post("/shops/DEMO/disable", csrf: csrf, headers: [.origin: "https://evil.example"])
                #expect(response.status == .forbidden)
                try await #expect(office.services.connector.shops.show("DEMO").enabled)
            }
        }
    }

    @Test func theSessionChangesAtSignInAndEndsAtSignOut() async throws {
        try await Office.open { office in
            try await Users(database: office.services.database).add("anna", role: .viewer, password: "correct horse")
            try await office.stranger { visitor in
                visitor.set("backroom", "chosen-by-somebody-else")
                let wrong = try await visitor.post("/sign-in", [("name", "anna"), ("password", "wrong")])
                #expect(wrong.status == .unprocessableContent)
                #expect(wrong.text.contains("value=\"anna\""))
                try await #expect(visitor.post("/sign-in", [("name", "anna"), ("password", "correct horse")]).status == .seeOther)
                let session = try #require(visitor.cookie("backroom"))
                #expect(session != "chosen-by-somebody-else")
                try await #expect(visitor.get("/").status == .ok)
                // A form of somebody else's does not end it.
                _ = try await visitor.post("/sign-out")
                try await #expect(visitor.get("/").status == .ok)
                _ = try await visitor.post("/sign-out", csrf: visitor.token())
                visitor.set("backroom", session)
                try await #expect(visitor.get("/").status == .seeOther)
            }
        }
    }

    @Test func guessingBecomesSlow() async throws {
        try await Office.open { office in
            let database = office.services.database
            let users = Users(database: database)
            try await users.add("anna", role: .viewer, password: "correct horse")
            try await #expect(users.signIn("anna", "guess") == nil)
            try await #expect(database.read { try $0.value(Int.self, "SELECT failed_sign_ins FROM web_users") } == 1)
            _ = try await database.write { try $0.execute("UPDATE web_users SET failed_sign_ins = 15, failed_at = \(try $0.now())") }
            let error = await #expect(throws: AccessError.self) { _ = try await users.signIn("anna", "correct horse") }
            #expect(error?.code == .tooManyTries)
            _ = try await database.write { try $0.execute("UPDATE web_users SET failed_at = \(try $0.now().addingTimeInterval(-301))") }
            try await #expect(users.signIn("anna", "correct horse")?.name == "anna")
            try await #expect(database.read { try $0.value(Int.self, "SELECT failed_sign_ins FROM web_users") } == 0)
        }
    }

    @Test func aOneTimeLinkWorksOnce() async throws {
        try await Office.open { office in
            let link = try await OneTimeLinks(database: office.services.database).make()
            let code = String(link.split(separator: "=")[1])
            try await office.stranger { visitor in
                try await #expect(visitor.get(link).status == .ok)
                let weak = try await visitor.post("/welcome", [("code", code), ("name", "boss"), ("password", "short")])
                #expect(weak.status == .unprocessableContent)
                #expect(
                    try await visitor.post("/welcome", [("code", code), ("name", "boss"), ("password", "long enough it is")]).status
                        == .seeOther
                )
                try await #expect(visitor.get("/").status == .ok)
                try await #expect(visitor.get(link).status == .notFound)
            }
            try await #expect(Users(database: office.services.database).list().map(\.role) == [.administrator])
        }
    }

    @Test func cookiesStayOnTheirSite() async throws {
        try await Office.open { office in
            try await Users(database: office.services.database).add("anna", role: .viewer, password: "correct horse")
            try await office.stranger { visitor in
                let response = try await visitor.post("/sign-in", [("name", "anna"), ("password", "correct horse")])
                let cookie = try #require(response.headers[values: .setCookie].first { $0.hasPrefix("backroom=") })
                #expect(cookie.contains("HttpOnly"))
                #expect(cookie.contains("SameSite=Lax"))
            }
        }
    }

    @Test(arguments: ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
    func backIsNeverElsewhere(_ address: String) async throws {
        try await Office.open { office in
            try await office.stranger { visitor in
                let response = try await visitor.get("/theme?to=dark&back=\(PageQuery.escape(address))")
                #expect(response.headers[.location] == "/")
            }
        }
    }

    /// What comes from a shop or a form is text, never markup.
    @Test func markupOfOthersIsShownNotRun() async throws {
        try await Office.open { office in
            var entry = NewEntry(task: "idle")
            entry.description = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
            entry.parameters = ["note": "</textarea><script>alert(3)</script>"]
            let made = try await office.services.queue.enqueue(entry)
            try await office.visit(as: .operator) { visitor in
                for path in [
                    "/", "/job-queue", "/job-queue/\(made.id)", "/tell-me?q=%3Cscript%3E", "/job-queue?status=%22%3E%3Cscript%3Ealert(4)",
                ] {
                    let text = try await visitor.get(path).text
                    #expect(!text.contains("<script>alert"), "\(path)")
                    #expect(!text.contains("<img src=x"), "\(path)")
                }
            }
        }
    }
}

extension PageRoute {
    var example: String {
        path.split(separator: "/").map { $0.hasPrefix("{") ? "0198f6b2-1111-7000-8000-000000000000" : String($0) }.reduce("") {
            $0 + "/" + $1
        }
    }
}

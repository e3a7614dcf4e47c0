import Foundation
import HTTPTypes
import HummingbirdTesting
import Storage
import StorageTesting
import Testing

@testable import WebClient

/// Users, one's own settings and tokens.
struct UserPageTests {
    @Test(arguments: TestDatabases.all)
    func aNewUserComesInByTheLinkThatIsShownOnce(_ kind: TestDatabase) async throws {
        try await Office.open(kind) { office in
            try await office.visit(as: .administrator) { visitor in
                let csrf = try await visitor.token()
                let made = try await visitor.post("/users/new", [("name", "anna"), ("role", "operator")], csrf: csrf).text
                let code = try #require(made.firstMatch(of: /welcome\?code=([A-Za-z0-9_-]+)/)?.output.1)
                try await #expect(!visitor.get("/users/anna").text.contains("welcome?code="))
                try await #expect(visitor.get("/users").text.contains("anna"))
                try await office.stranger { anna in
                    try await #expect(anna.post("/welcome", [("code", String(code))]).status == .seeOther)
                    try await #expect(anna.get("/settings").text.contains("Operator"))
                    try await #expect(anna.get("/users").status == .forbidden)
                    // The first password needs no other one; the session goes on.
                    let own = [("password", "correct horse"), ("again", "correct horse")]
                    try await #expect(anna.post("/settings/password", own, csrf: try await anna.token()).status == .seeOther)
                    try await #expect(anna.get("/settings").text.contains("Current password"))
                }
            }
        }
    }

    @Test func aDeactivatedUserIsOutAtOnceAndMayComeBack() async throws {
        try await Office.open { office in
            let users = Users(database: office.services.database)
            try await users.add("anna", role: .viewer, password: "correct horse")
            try await office.visit(as: .administrator) { visitor in
                let csrf = try await visitor.token()
                try await office.stranger { anna in
                    let password = [("name", "anna"), ("password", "correct horse")]
                    try await #expect(anna.post("/sign-in", password).status == .seeOther)
                    _ = try await visitor.post("/users/anna/deactivate", csrf: csrf)
                    try await #expect(anna.get("/").headers[.location] == "/sign-in")
                    try await #expect(anna.post("/sign-in", password).status == .unprocessableContent)
                    _ = try await visitor.post("/users/anna/activate", csrf: csrf)
                    try await #expect(anna.post("/sign-in", password).status == .seeOther)
                }
                _ = try await visitor.post("/users/anna/role", [("role", "operator")], csrf: csrf)
                try await #expect(users.find("anna")?.role == .operator)
                _ = try await visitor.post("/users/anna/remove", csrf: csrf)
                try await #expect(users.find("anna") == nil)
            }
        }
    }

    @Test func theLastAdministratorStays() async throws {
        try await Office.open { office in
            let users = Users(database: office.services.database)
            try await office.visit(as: .administrator) { visitor in
                let csrf = try await visitor.token()
                let demoted = try await visitor.post("/users/user-administrator/role", [("role", "viewer")], csrf: csrf)
                #expect(demoted.status == .unprocessableContent && demoted.text.contains("is the only administrator"))
                _ = try await visitor.post("/users/user-administrator/deactivate", csrf: csrf)
                _ = try await visitor.post("/users/user-administrator/remove", csrf: csrf)
                let user = try #require(try await users.find("user-administrator"))
                #expect(user.isActive && user.role == .administrator)
            }
        }
    }

    @Test func aTokenIsShownOnceAndEndsWhenItIsRevoked() async throws {
        try await Office.open { office in
            try await office.visit(as: .administrator) { visitor in
                let csrf = try await visitor.token()
                let page = try await visitor.post("/settings/tokens", [("name", "script"), ("role", "viewer")], csrf: csrf).text
                let secret = try #require(page.firstMatch(of: /br_[A-Za-z0-9_-]+/).map { String($0.output) })
                try await #expect(!visitor.get("/settings/tokens").text.contains(secret))
                try await office.test { call in
                    try await #expect(call(.get, "/api/v1/shops", token: secret).status == .ok)
                    _ = try await visitor.post("/settings/tokens/script/revoke", csrf: csrf)
                    try await #expect(call(.get, "/api/v1/shops", token: secret).status == .unauthorized)
                }
            }
        }
    }

    @Test func languageAndThemeAreKept() async throws {
        try await Office.open { office in
            try await office.visit(as: .viewer) { visitor in
                let csrf = try await visitor.token()
                _ = try await visitor.post("/settings/language", [("language", "ru"), ("theme", "dark")], csrf: csrf)
                let page = try await visitor.get("/settings").text
                #expect(page.contains("<html lang=\"ru\" data-theme=\"dark\"") && page.contains("Настройки"))
            }
        }
    }

    /// The link of the terminal lets in at once; one that a page of somebody else leads to asks first.
    @Test func aLinkThatAPersonOpensByItselfNeedsNoFurtherPress() async throws {
        try await Office.open { office in
            try await Users(database: office.services.database).add("anna", role: .viewer, password: nil)
            let links = OneTimeLinks(database: office.services.database)
            @Sendable func fetch(_ site: String, purpose: String? = nil) -> HTTPFields {
                var fields: HTTPFields = [
                    .known("Sec-Fetch-Site"): site, .known("Sec-Fetch-Mode"): "navigate", .known("Sec-Fetch-Dest"): "document",
                ]
                if let purpose { fields[.known("Sec-Purpose")] = purpose }
                return fields
            }
            let link = try await links.make(user: "anna")
            try await office.stranger { visitor in
                for headers in [fetch("cross-site"), fetch("same-origin"), fetch("none", purpose: "prefetch"), [:]] {
                    try await #expect(visitor.get(link, headers: headers).status == .ok)
                }
                try await #expect(visitor.get(link, headers: fetch("none")).headers[.location] == "/")
                try await #expect(visitor.get("/").status == .ok)
                try await #expect(visitor.get(link, headers: fetch("none")).status == .notFound)
            }
        }
    }
}

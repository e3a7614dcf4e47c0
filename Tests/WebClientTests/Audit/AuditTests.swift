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

/// Who did what, by page and by API.
struct AuditTests {
    private func records(_ office: Office) async throws -> [AuditRecord] {
        try await AuditTrail(database: office.services.database).list(limit: 1000)
    }

    @Test(arguments: TestDatabases.all)
    func whatTheAPIDoesIsRecorded(_ kind: TestDatabase) async throws {
        try await Office.open(kind) { office in
            try await office.test { call in
                let body = #"{"settings": {"allowDataSync": false}, "enabled": false}"#
                _ = try await call(.patch, "/api/v1/shops/DEMO", token: office.administrator, body: body)
                _ = try await call(.patch, "/api/v1/shops/DEMO", token: office.operator, body: body)
                _ = try await call(.patch, "/api/v1/shops/NONE", token: office.administrator, body: body)
                _ = try await call(.get, "/api/v1/shops", token: office.administrator)
            }
            let records = try await records(office)
            #expect(records.map(\.status) == [404, 403, 200], "the newest first; reading is not recorded")
            let done = try #require(records.last)
            #expect(done.who == "administrator")
            #expect(done.role == "administrator")
            #expect(done.proof == "token")
            #expect(done.action == "PATCH /api/v1/shops/{code}")
            #expect(done.target == "/api/v1/shops/DEMO")
            #expect(done.fields == ["allowDataSync", "enabled"])
            #expect(records[1].who == "operator" && !records[1].wasDone)
        }
    }

    @Test func everyWriteOfEveryRouteIsRecorded() async throws {
        try await Office.open { office in
            try await office.test { call in
                for endpoint in office.server.served where endpoint.isWrite {
                    let before = try await records(office).count
                    _ = try await call(endpoint.method, endpoint.example, token: office.viewer, body: "{}")
                    let after = try await records(office)
                    #expect(after.count == before + 1, "\(endpoint.name)")
                    #expect(after.first?.action == endpoint.action)
                }
            }
        }
    }

    @Test(arguments: TestDatabases.all)
    func aCommandIsListedBesideThem(_ kind: TestDatabase) async throws {
        try await Office.open(kind) { office in
            let trail = AuditTrail(database: office.services.database)
            let subject = AuditTrail.CommandSubject(
                user: "anna",
                origin: nil,
                command: "backroom shop disable",
                target: "DEMO",
                fields: ["b", "a"]
            )
            let answer = try await trail.recording(subject) { 7 }
            #expect(answer == 7)
            let refused: @Sendable () async throws -> Int = { throw Problem(.conflict, code: "c", "no") }
            await #expect(throws: Problem.self) { try await trail.recording(subject, refused) }
            let records = try await records(office)
            #expect(records.map(\.status) == [409, 200] && records.allSatisfy { $0.who == "cli:anna" && $0.fields == ["a", "b"] })
            try await office.visit(as: .administrator) { visitor in
                let page = try await visitor.get("/audit")
                #expect(page.text.contains("cli:anna") && page.text.contains("backroom shop disable"))
            }
        }
    }

    @Test func whatPagesDoIsRecordedWithoutValues() async throws {
        try await Office.open { office in
            try await office.visit(as: .administrator) { visitor in
                let csrf = try await visitor.token()
                _ = try await visitor.post("/shops/DEMO/disable", csrf: csrf)
                let secret = [("code", "NEW"), ("url", "new.myshopify.com"), ("token", "shpat_very_secret"), ("clientSecret", "hush")]
                _ = try await visitor.post("/shops/new", secret, csrf: csrf)
                _ = try await visitor.post("/shops/NONE/enable", csrf: csrf)
            }
            let records = try await records(office)
            #expect(
                records.map(\.action) == ["POST /shops/{code}/enable", "POST /shops/new", "POST /shops/{code}/disable", "POST /welcome"]
            )
            #expect(records.map(\.wasDone) == [false, true, true, true])
            #expect(records[1].fields == ["clientSecret", "code", "token", "url"])
            let text = String(decoding: try JSONEncoder().encode(records), as: UTF8.self)
            #expect(!text.contains("very_secret") && !text.contains("hush"))
            #expect(records.allSatisfy { $0.who == "user-administrator" })
        }
    }

    @Test func signingInIsRecordedGoodOrBad() async throws {
        try await Office.open { office in
            try await Users(database: office.services.database).add("ada", role: .viewer, password: "a long password")
            try await office.stranger { visitor in
                _ = try await visitor.post("/sign-in", [("name", "ada"), ("password", "wrong")])
                _ = try await visitor.post("/sign-in", [("name", "ada"), ("password", "a long password")])
                _ = try await visitor.post("/sign-out", csrf: try await visitor.token())
            }
            let records = try await records(office)
            #expect(records.map(\.action) == ["POST /sign-out", "POST /sign-in", "POST /sign-in"])
            #expect(records.map(\.wasDone) == [true, true, false])
            #expect(records.allSatisfy { $0.who == "ada" && $0.proof == "none" })
        }
    }

    @Test func onlyAdministratorsSeeIt() async throws {
        try await Office.open { office in
            try await office.visit(as: .operator) { visitor in
                try await #expect(visitor.get("/audit").status == .forbidden)
            }
            try await office.visit(as: .administrator) { visitor in
                let csrf = try await visitor.token()
                _ = try await visitor.post("/shops/DEMO/disable", csrf: csrf)
                let page = try await visitor.get("/audit")
                #expect(page.status == .ok)
                #expect(page.text.contains("/shops/DEMO/disable"))
                #expect(page.text.contains("user-operator"))
                let refused = try await visitor.get("/audit?refused=yes")
                #expect(!refused.text.contains("/shops/DEMO/disable"))
            }
        }
    }

    @Test func theAPIPagesThroughIt() async throws {
        try await Office.open { office in
            try await office.test { call in
                for _ in 0..<5 { _ = try await call(.post, "/api/v1/shops/DEMO/test", token: office.operator) }
                let first = try await call(.get, "/api/v1/audit?limit=3&who=operator", token: office.administrator).json
                #expect(first["items"]?.elements?.count == 3)
                let next = try #require(first["next"]?.text)
                let second = try await call(.get, "/api/v1/audit?limit=3&who=operator&cursor=\(next)", token: office.administrator).json
                #expect(second["items"]?.elements?.count == 2)
                try await #expect(call(.get, "/api/v1/audit", token: office.operator).status == .forbidden)
            }
        }
    }
}

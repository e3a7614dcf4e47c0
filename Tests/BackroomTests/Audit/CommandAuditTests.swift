import ArgumentParser
import Foundation
import Storage
import Testing
import WebClient

@testable import backroom

/// What commands change stands in the audit trail, like what pages and API change.
@Suite(.timeLimit(.minutes(2))) struct CommandAuditTests {
    private func records(_ program: Program) async throws -> [AuditRecord] {
        let database = try await Database.open(.sqlite(path: program.folder.appending(path: "backroom.db").path))
        let records = try await AuditTrail(database: database).list(limit: 1000)
        await database.close()
        return records.reversed()
    }

    /// Commands that only look, or that run what is recorded elsewhere.
    private static let looking: Set = [
        "backroom serve", "backroom worker", "backroom demo", "backroom shop list", "backroom shop show", "backroom tasks list",
        "backroom jobs list", "backroom jobs show", "backroom jobs next", "backroom jobs log", "backroom jobs watch",
        "backroom schedule preview", "backroom categories list", "backroom notices list", "backroom webhooks list",
        "backroom webhooks secret", "backroom orders list", "backroom orders show", "backroom payouts list", "backroom payouts show",
        "backroom skipped list", "backroom ledger items list", "backroom ledger items show", "backroom ledger customers list",
        "backroom ledger customers show", "backroom ledger locations list", "backroom ledger sales-orders list",
        "backroom ledger sales-orders show", "backroom ledger invoices list", "backroom ledger invoices show",
        "backroom ledger credit-memos list", "backroom ledger credit-memos show", "backroom ledger shipments list",
        "backroom ledger shipments show", "backroom ledger inventory list", "backroom ledger export", "backroom user list",
        "backroom token list", "backroom audit list", "backroom db check", "backroom db backup", "backroom doctor",
        // Recorded by themselves: they have no installation to be recorded in before they are done.
        "backroom db migrate", "backroom db restore",
    ]

    @Test func everyCommandThatIsNotKnownToOnlyLookIsRecorded() {
        let unrecorded = CommandWords.leaves().filter { $0 is any ChangingCommand.Type == false }
        #expect(Set(unrecorded.map { CommandWords.path(to: $0).joined(separator: " ") }) == Self.looking)
    }

    @Test func whoDidWhatToWhatAndHowItEnded() async throws {
        try await Program.use { program in
            func run(_ arguments: String..., input: String? = nil, ends status: Int32 = 0) async throws {
                let outcome = try await program.launch(arguments, input: input, environment: [:])
                #expect(outcome.status == status, "\(arguments): \(outcome.errors)")
            }
            let url = "https://demo.myshopify.com"
            try await run("shop", "add", "DEMO", "--url", url, "--token=shpat_topsecret", "--set", "skuMapping=itemNo", "--json")
            try await run("shop", "set", "DEMO", "allowDataSync=true", "log=topsecret", ends: 2)
            try await run("shop", "set", "--json", "DEMO", "allowDataSync=true")
            try await run("shop", "disable", "NONE", ends: 3)
            try await run(
                "jobs",
                "add",
                "sync-orders",
                "--shop",
                "DEMO",
                "--days",
                "all",
                "--every",
                "5",
                "--param",
                "since=2026-08-01",
                ends: 2
            )
            try await run("jobs", "add", "sync-orders", "--shop", "DEMO", "--hold", "--description", "--topsecret", ends: 2)
            try await run("user", "add", "anna", "--role", "operator", input: "a topsecret of anna's\n")
            try await run("token", "create", "scripts", "--role", "viewer")
            try await run("categories", "add", "NIGHT", "--width", "2")
            try await run("ledger", "adjust", "1000", "--location", "MAIN", "--by", "-2", ends: 3)
            let user = "cli:\(SystemUser.name)"
            let found = try await records(program)
            #expect(
                found.map { "\($0.action) | \($0.target) | \($0.fields.joined(separator: ",")) | \($0.wasDone)" } == [
                    "backroom shop add | DEMO | set,skuMapping,token,url | true",
                    "backroom shop set | DEMO | allowDataSync,log | false",
                    "backroom shop set | DEMO | allowDataSync | true",
                    "backroom shop disable | NONE |  | false",
                    "backroom jobs add | sync-orders · DEMO | days,every,param,shop,since | false",
                    "backroom user add | anna | role | true",
                    "backroom token create | scripts | role | true",
                    "backroom categories add | NIGHT | width | true",
                    "backroom ledger adjust | 1000 | by,location | false",
                ]
            )
            #expect(found.allSatisfy { $0.who == user && $0.proof == "command" && $0.role == nil && $0.client == nil })
            #expect(found[1].status == 422 || found[1].status == 400)
            #expect(found[3].status == 404)
            #expect(found.allSatisfy { "\($0)".contains("topsecret") == false })
            let listed = try await program.run("audit", "list", "--refused", "--who", user)
            #expect(listed.output.split(separator: "\n").count == 1 + found.count(where: { $0.wasDone == false }), "\(listed.output)")
            #expect(listed.output.contains("backroom shop disable") && !listed.output.contains("topsecret"))
            try await #expect(program.run("audit", "list", "--limit", "0").status == 2)
        }
    }

    @Test func lookingAndAskingWhatWouldChangeIsNotRecorded() async throws {
        try await Program.use { program in
            let items = try program.write("no,description\n1000,Mug\n", to: "items.csv")
            _ = try await program.run("shop", "list")
            _ = try await program.run("ledger", "import", "items", items, "--dry-run")
            _ = try await program.run("shop", "map", "DEMO", "payment")
            _ = try await program.run("payouts", "suggest", "--shop", "DEMO")
            _ = try await program.run("shop", "recommend-schedule", "DEMO")
            try await #expect(records(program).isEmpty)
            let imported = try await program.run("ledger", "import", "items", items)
            #expect(imported.status == 0, "\(imported.errors)")
            try await #expect(records(program).map(\.action) == ["backroom ledger import"])
        }
    }

    @Test func whoCameBySudoIsNamed() async throws {
        try await Program.use { program in
            let arguments = ["token", "create", "a", "--role", "viewer"]
            _ = try await program.launch(arguments, input: nil, environment: ["SUDO_USER": "anna", "USER": "eve", "LOGNAME": "eve"])
            let record = try #require(try await records(program).first)
            #expect(record.who == "cli:\(SystemUser.name)" && record.client == "sudo by anna")
        }
    }

    @Test func aDatabaseThatWasBroughtBackSaysByWhom() async throws {
        try await Program.use { program in
            try await #expect(program.run("db", "migrate").status == 0)
            try await #expect(program.run("db", "migrate").status == 0)
            try await #expect(program.run("db", "backup", "before.db").status == 0)
            _ = try await program.run("token", "create", "a", "--role", "viewer")
            let restored = try await program.run("db", "restore", "before.db")
            #expect(restored.status == 0, "\(restored.errors)")
            try await #expect(
                records(program).map { "\($0.action) \($0.target)" } == ["backroom db migrate ", "backroom db restore before.db"]
            )
        }
    }

    @Test func namesOfOptionsAreKeptAndNothingElseOfTheLine() {
        let words = ["shop", "add", "DEMO", "--token=a=b", "--url", "https://x", "--json", "--url", "y", "-v", "--", "--secret"]
        #expect(CommandWords.options(in: words) == ["token", "url"])
        let record = CommandRecord(ShopAdd.self, target: "DEMO", words: words, user: "uid 7", environment: [:])
        #expect("\(record)".contains("uid 7") && "\(record)".contains("backroom shop add"))
        let own = CommandRecord(
            ShopAdd.self,
            target: "DEMO",
            words: [],
            user: "anna",
            environment: ["SUDO_USER": "anna", "USER": "eve", "LOGNAME": "eve"]
        )
        #expect("\(own)".contains("sudo") == false)
    }
}

import Foundation
import Testing

/// What `--json` prints has the names of the contract.
struct CommandJSONTests {
    private func object(_ outcome: Program.Outcome) throws -> [String: Any] {
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try #require(outcome.json as? [String: Any], "\(outcome.output)")
    }

    private func array(_ outcome: Program.Outcome) throws -> [[String: Any]] {
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try #require(outcome.json as? [[String: Any]], "\(outcome.output)")
    }

    @Test func aShopHasItsFieldsAndNoSecret() async throws {
        try await Program.use { program in
            let made = try await program.run(
                "shop",
                "add",
                "demo",
                "--url",
                "https://demo.myshopify.com",
                "--token",
                "shpat_topsecret",
                "--set",
                "skuMapping=itemNo",
                "--json"
            )
            let shop = try object(made)
            for name in ["code", "domain", "endpoint", "enabled", "currency", "plan", "apiVersion", "settings"] {
                #expect(shop.keys.contains(name), "\(name)")
            }
            #expect(shop["code"] as? String == "DEMO")
            for outcome in [made, try await program.run("shop", "list", "--json"), try await program.run("shop", "show", "DEMO")] {
                #expect(!outcome.output.contains("topsecret"))
            }
        }
    }

    @Test func anEntryGoesThroughItsLife() async throws {
        try await Program.use { program in
            _ = try await program.run("shop", "add", "DEMO", "--url", "https://demo.myshopify.com", "--token", "t")
            let entry = try object(
                try await program.run(
                    "jobs",
                    "add",
                    "30104",
                    "--shop",
                    "DEMO",
                    "--days",
                    "mon,tue",
                    "--start",
                    "08:00",
                    "--end",
                    "18:00",
                    "--every",
                    "15",
                    "--zone",
                    "Europe/Berlin",
                    "--priority",
                    "high",
                    "--category",
                    "night",
                    "--json"
                )
            )
            for name in [
                "id", "task", "number", "description", "shop", "category", "priority", "status", "recurrence", "maximumAttempts",
                "attempts", "rerunDelay", "timeout", "onFailure", "parameters", "locks", "waitingFor", "owner",
            ] {
                #expect(entry.keys.contains(name), "\(name)")
            }
            #expect(entry["task"] as? String == "sync-orders")
            #expect(entry["status"] as? String == "ready")
            let recurrence = try #require(entry["recurrence"] as? [String: Any])
            #expect(recurrence["every"] as? Int == 15)
            let id = try #require(entry["id"] as? String)
            let next = try await program.run("jobs", "next", id, "--count", "3", "--json")
            #expect((next.json as? [String])?.count == 3)
            #expect(try object(try await program.run("jobs", "hold", id, "--json"))["status"] as? String == "onHold")
            #expect(
                try object(try await program.run("jobs", "set", id, "priority=low", "recurrence.every=30", "--json"))["priority"] as? String
                    == "low"
            )
            #expect(try object(try await program.run("jobs", "ready", id, "--json"))["status"] as? String == "ready")
            #expect(try array(try await program.run("jobs", "list", "--shop", "demo", "--json")).count == 1)
            try await #expect(program.run("jobs", "delete", id).status == 0)
            #expect(try array(try await program.run("jobs", "list", "--all", "--json")).isEmpty)
        }
    }

    @Test func aBackgroundSyncPrintsItsEntryAndSaysThatNobodyWorks() async throws {
        try await Program.use { program in
            _ = try await program.run("shop", "add", "DEMO", "--url", "https://demo.myshopify.com", "--token", "t")
            let outcome = try await program.run("sync", "sync-orders", "--shop", "DEMO", "--background")
            #expect(outcome.status == 0)
            #expect(UUID(uuidString: outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)) != nil)
            #expect(outcome.errors.contains("No worker runs"))
            let json = try object(try await program.run("sync", "sync-orders", "--shop", "DEMO", "--background", "--json"))
            #expect(json["id"] as? String == outcome.output.trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }

    @Test func aForegroundRunPrintsItsResult() async throws {
        try await Program.use { program in
            _ = try await program.run("shop", "add", "DEMO", "--url", "https://demo.myshopify.com", "--token", "t")
            let result = try object(try await program.run("sync", "process-orders", "--shop", "DEMO", "--foreground", "--json"))
            for name in [
                "id", "entry", "task", "shop", "status", "read", "created", "updated", "unchanged", "skipped", "failed", "requests",
                "points", "seconds",
            ] {
                #expect(result.keys.contains(name), "\(name)")
            }
            #expect(result["status"] as? String == "success")
            #expect(try array(try await program.run("jobs", "log", "--json")).count == 1)
        }
    }

    @Test func schedulesArePrintedInUTC() async throws {
        try await Program.use { program in
            let outcome = try await program.run(
                "schedule",
                "preview",
                "--days",
                "all",
                "--start",
                "02:30",
                "--zone",
                "Europe/Berlin",
                "--from",
                "2026-10-24T00:00:00Z",
                "--count",
                "3",
                "--json"
            )
            #expect(outcome.json as? [String] == ["2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"])
        }
    }

    @Test func csvGoesInAndComesOutTheSame() async throws {
        try await Program.use { program in
            let file = try program.write("no,name,email\nC1,Anna,anna@example.com\nC2,\"Bo, Ltd\",bo@example.com\n", to: "customers.csv")
            try await #expect(program.run("ledger", "import", "customers", file).status == 0)
            let out = program.folder.appending(path: "out.csv").path
            try await #expect(program.run("ledger", "export", "customers", out).status == 0)
            #expect(try String(contentsOfFile: out, encoding: .utf8).contains("\"Bo, Ltd\""))
            let again = try object(try await program.run("ledger", "import", "customers", out, "--dry-run", "--json"))
            #expect((again["changes"] as? [Any])?.isEmpty == true)
        }
    }

    @Test func usersAndTokensAreManaged() async throws {
        try await Program.use { program in
            try await #expect(program.run("user", "add", "anna", "--role", "operator", input: "correct horse\n").status == 0)
            try await #expect(program.run("user", "add", "bo", "--role", "viewer", input: "short\n").status == 2)
            #expect(try array(try await program.run("user", "list", "--json")).count == 1)
            let link = try await program.run("user", "link", "anna")
            #expect(link.output.contains("/welcome?code="))
            let token = try object(try await program.run("token", "create", "scripts", "--role", "viewer", "--json"))
            #expect((token["token"] as? String)?.hasPrefix("br_") == true)
            try await #expect(!program.run("token", "list", "--json").output.contains(token["token"] as? String ?? "?"))
        }
    }

    @Test func aBackupIsRestored() async throws {
        try await Program.use { program in
            _ = try await program.run("token", "create", "before", "--role", "viewer")
            try await #expect(program.run("db", "backup", "copy.db").status == 0)
            _ = try await program.run("token", "create", "after", "--role", "viewer")
            try await #expect(program.run("db", "restore", "copy.db").status == 0)
            #expect(try array(try await program.run("token", "list", "--json")).map { $0["name"] as? String } == ["before"])
            try await #expect(program.run("db", "check").status == 0)
            try await #expect(program.run("db", "backup", "copy.db").status != 0)
        }
    }

    @Test func theDoctorFindsAKeyThatOthersCanRead() async throws {
        try await Program.use { program in
            _ = try await program.run("token", "list")
            let well = try await program.run("doctor", "--json")
            #expect(well.status == 0, "\(well.output)")
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o644],
                ofItemAtPath: program.folder.appending(path: "backroom.db.key").path
            )
            let ill = try await program.run("doctor", "--json")
            #expect(ill.status == 1)
            let finding = (ill.json as? [[String: Any]])?.first { $0["check"] as? String == "secret key" }
            #expect((finding?["mend"] as? String)?.contains("chmod 600") == true)
        }
    }
}

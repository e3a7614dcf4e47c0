import Foundation
import Testing

@testable import backroom

/// Scripts rely on the numbers, and on standard output holding the answer and nothing else.
struct ExitStatusTests {
    @Test func wrongUseIsTwo() async throws {
        try await Program.use { program in
            for arguments in [
                ["nonsense"], ["jobs", "show"], ["shop", "add", "X"], ["jobs", "list", "--status", "happy"], ["sync", "sync-orders"],
            ] {
                let outcome = try await program.run(arguments)
                #expect(outcome.status == 2, "\(arguments)")
                #expect(outcome.output.isEmpty, "\(arguments)")
                #expect(!outcome.errors.isEmpty, "\(arguments)")
            }
        }
    }

    @Test func helpIsAnAnswerWithAnExample() async throws {
        try await Program.use { program in
            for arguments in [
                ["--help"], ["jobs", "add", "--help"], ["shop", "add", "--help"], ["sync", "--help"], ["db", "backup", "--help"],
                ["doctor", "--help"],
            ] {
                let outcome = try await program.run(arguments)
                #expect(outcome.status == 0, "\(arguments)")
                #expect(outcome.output.contains("Example:") || outcome.output.contains("Examples:"), "\(arguments)")
            }
        }
    }

    @Test func whatIsNotThereIsThree() async throws {
        try await Program.use { program in
            let nobody = "0198f6b2-1111-7000-8000-000000000000"
            for arguments in [
                ["shop", "show", "NOPE"], ["jobs", "show", nobody], ["jobs", "ready", nobody], ["orders", "show", "1001"],
                ["token", "revoke", "x"],
                ["ledger", "items", "show", "1"], ["sync", "sync-orders", "--shop", "NOPE"], ["skipped", "retry", nobody],
                ["categories", "remove", "X"],
            ] {
                let outcome = try await program.run(arguments)
                #expect(outcome.status == 3, "\(arguments): \(outcome.errors)")
                #expect(outcome.output.isEmpty, "\(arguments)")
            }
        }
    }

    @Test func aConflictIsFour() async throws {
        try await Program.use { program in
            try await #expect(program.run("token", "create", "a", "--role", "viewer").status == 0)
            try await #expect(program.run("token", "create", "a", "--role", "viewer").status == 4)
            let add = ["shop", "add", "demo", "--url", "https://demo.myshopify.com", "--token", "t"]
            try await #expect(program.run(add).status == 0)
            try await #expect(program.run(add).status == 4)
        }
    }

    @Test func aShopThatNobodyAnswersForIsFive() async throws {
        try await Program.use { program in
            let port = try FreePort.find()
            _ = try await program.run(
                "shop",
                "add",
                "X",
                "--url",
                "https://x.myshopify.com",
                "--token",
                "t",
                "--endpoint",
                "http://127.0.0.1:\(port)"
            )
            let outcome = try await program.run("shop", "test", "X", "--json")
            #expect(outcome.status == 5, "\(outcome.output)\(outcome.errors)")
            #expect((outcome.json as? [String: Any])?["passed"] as? Bool == false)
        }
    }

    @Test func aWrongValueChangesNothing() async throws {
        try await Program.use { program in
            _ = try await program.run("shop", "add", "X", "--url", "https://x.myshopify.com", "--token", "t")
            let outcome = try await program.run("shop", "set", "X", "shippingAccount=8100", "skuMapping=colour")
            #expect(outcome.status == 2)
            #expect(outcome.errors.contains("skuMapping"))
            let shop = try await program.run("shop", "show", "X", "--json")
            #expect(((shop.json as? [String: Any])?["settings"] as? [String: Any])?["shippingAccount"] as? String == "")
            let sync = try await program.run("sync", "sync-orders", "--shop", "X", "--background", "--param", "colour=red")
            #expect(sync.status == 2)
            #expect(sync.errors.contains("colour"))
            try await #expect(
                program.run("jobs", "list", "--json").output.trimmingCharacters(in: .whitespacesAndNewlines).filter { !$0.isWhitespace }
                    == "[]"
            )
        }
    }

    @Test func aWrongConfigurationNamesEverything() async throws {
        try await Program.use { program in
            let outcome = try await program.run("token", "list", environment: ["BACKROOM_PORT": "http", "BACKROOM_WORKERS": "none"])
            #expect(outcome.status == 2)
            #expect(outcome.errors.contains("BACKROOM_PORT"))
            #expect(outcome.errors.contains("BACKROOM_WORKERS"))
            #expect(!FileManager.default.fileExists(atPath: program.folder.appending(path: "backroom.db").path))
        }
    }

    @Test func wrongCSVIsToldByLineAndColumnAndChangesNothing() async throws {
        try await Program.use { program in
            let file = try program.write("no,description,unitPrice\n1000,Mug,9.50\n1001,Plate,cheap\n", to: "items.csv")
            let outcome = try await program.run("ledger", "import", "items", file)
            #expect(outcome.status == 1 || outcome.status == 2)
            #expect(outcome.errors.contains("line 3"), "\(outcome.errors)")
            #expect(outcome.errors.contains("unitPrice"))
            try await #expect(program.run("ledger", "items", "list", "--json").output.filter { !$0.isWhitespace } == "[]")
        }
    }
}

extension Program {
    func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> Outcome {
        try await launch(arguments, input: nil, environment: environment)
    }
}

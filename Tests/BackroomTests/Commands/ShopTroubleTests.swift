import Foundation
import Testing

@testable import backroom

/// What a shop, or something in its place, can answer: each time a sentence that says what to mend, the status of the contract, and
/// nothing in the back office.
@Suite(.needsSandbox)
struct ShopTroubleTests {
    /// A shop's trouble: what the sandbox is told to do, the exit status, and what the sentence must name.
    struct Trouble: Sendable, CustomTestStringConvertible {
        let fault: String
        let status: Int32
        let says: String

        var testDescription: String { fault }
    }

    @Test(arguments: [
        Trouble(fault: "big-body", status: 1, says: "larger than the 32 MiB"),
        Trouble(fault: "truncated", status: 5, says: "broke before the answer"),
        Trouble(fault: "not-json", status: 5, says: "no JSON"),
        Trouble(fault: "data-null", status: 5, says: "cannot be read"),
        Trouble(fault: "401", status: 1, says: "access token"),
        Trouble(fault: "402", status: 1, says: "bill"),
        Trouble(fault: "403", status: 1, says: "closed this shop's access"),
        Trouble(fault: "404", status: 5, says: "no shop at this address"),
        Trouble(fault: "423", status: 1, says: "locked"),
    ])
    func isSaidInWordsAndLeavesNothing(_ trouble: Trouble) async throws {
        let sandbox = try await Sandbox.add(["orders": 3])
        try await sandbox.control("faults/add", ["kind": trouble.fault])
        try await Program.use { program in
            try await program.addShop(sandbox.endpoint)
            let outcome = try await program.run("sync", "sync-orders", "--shop", "X", "--foreground")
            #expect(outcome.status == trouble.status, "\(outcome.output)\(outcome.errors)")
            #expect((outcome.output + outcome.errors).contains(trouble.says), "\(outcome.output)\(outcome.errors)")
            try await #expect(program.list("orders", "list").isEmpty)
            try await #expect(program.list("ledger", "sales-orders", "list").isEmpty)
        }
    }

    @Test func aWrongTokenIsToldByTheTestAndByTheSync() async throws {
        let sandbox = try await Sandbox.add(["orders": 3])
        try await Program.use { program in
            try await program.addShop(sandbox.endpoint, token: "wrong")
            for arguments in [["shop", "test", "X"], ["sync", "sync-orders", "--shop", "X", "--foreground"]] {
                let outcome = try await program.run(arguments)
                #expect(outcome.status == 1, "\(outcome.errors)")
                #expect((outcome.output + outcome.errors).contains("does not accept the access token"), "\(outcome.output)")
            }
        }
    }

    @Test func aShopThatSomebodyElseHasIsUnreachable() async throws {
        let sandbox = try await Sandbox.add()
        try await Program.use { program in
            try await program.addShop(sandbox.endpoint + "-or-not")
            try await #expect(program.run("shop", "test", "X").status == 5)
            try await #expect(program.run("sync", "sync-orders", "--shop", "X", "--foreground").status == 5)
        }
    }

    /// A background run that is waited for ends the command like one in the foreground, with the same code in its JSON.
    @Test func nobodyAtTheAddressIsFiveWhereverItRuns() async throws {
        try await Program.use { program in
            let port = try FreePort.find()
            try await program.addShop("http://127.0.0.1:\(port)")
            let outcome = try await program.run("sync", "sync-orders", "--shop", "X", "--foreground", "--json")
            #expect(outcome.status == 5, "\(outcome.errors)")
            #expect((outcome.json as? [String: Any])?["errorCode"] as? String == "shopify.notConnected")
            #expect((outcome.json as? [String: Any])?["status"] as? String == "error")
        }
    }

    @Test func aGoodShopIsImportedByTheSameCommand() async throws {
        let sandbox = try await Sandbox.add(["orders": 3])
        try await Program.use { program in
            try await program.addShop(sandbox.endpoint)
            let outcome = try await program.run("sync", "sync-orders", "--shop", "X", "--foreground", "--json")
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect((outcome.json as? [String: Any])?["created"] as? Int == 3)
            try await #expect(program.list("orders", "list").count == 3)
        }
    }
}

extension Program {
    func addShop(_ endpoint: String, token: String = "sandbox-token") async throws {
        let outcome = try await run(
            "shop",
            "add",
            "X",
            "--url",
            "https://x.myshopify.com",
            "--token",
            token,
            "--endpoint",
            endpoint
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    /// What a command lists with `--json`.
    func list(_ arguments: String...) async throws -> [Any] {
        let outcome = try await run(arguments + ["--json"])
        return try #require(outcome.json as? [Any], "\(outcome.output)\(outcome.errors)")
    }
}

import ArgumentParser
import Connector

struct ShopTest: ChangingCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Look whether Shopify lets us in, and what is missing.",
        discussion: "Exit status 1 when something is wrong, 5 when nobody answers.\n\nExample:\n  backroom shop test DEMO"
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "The shop's code.") var code: String

    var target: String { code }

    func change(_ installation: Installation) async throws {
        let report = try await installation.shops.test(code)
        try common.output.one(report) { report in
            let marks: [ShopCheck.State: String] = [.ok: "ok", .warning: "look", .failed: "WRONG"]
            return Table(
                [.text(""), .text("What"), .text("Found")],
                report.checks.map { [marks[$0.state] ?? "", $0.name, $0.message] },
                empty: ""
            ).text
        }
        if !report.passed { throw CommandResult(report.isUnreachable ? .unreachable : .failed) }
    }
}

import ArgumentParser
import Connector
import Foundation

struct ShopList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show all shops.",
        discussion: "Example:\n  backroom shop list --json"
    )

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await Installation.use(common) { installation in
            try common.output.list(try await installation.shops.list()) { shops in
                let rows = shops.map {
                    [
                        $0.code, $0.name ?? "", $0.domain, $0.enabled ? "yes" : "no",
                        $0.settings.allowBackgroundSyncs ? "background" : "foreground", $0.currency ?? "",
                    ]
                }
                return Table(
                    [.text("Code"), .text("Name"), .text("Domain"), .text("Enabled"), .text("Syncs"), .text("Currency")],
                    rows,
                    empty: "There is no shop yet. Add one: backroom shop add CODE --url https://NAME.myshopify.com --token T"
                )
            }
        }
    }
}

struct ShopShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a shop and its settings.",
        discussion: "Example:\n  backroom shop show DEMO"
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "The shop's code.")
    var code: String

    func run() async throws {
        try await Installation.use(common) { installation in
            try common.output.one(try await installation.shops.show(code)) { shop in
                let head = [
                    ("Code", shop.code), ("Name", shop.name ?? ""), ("Domain", shop.domain), ("Endpoint", shop.endpoint ?? ""),
                    ("Enabled", shop.enabled ? "yes" : "no"), ("Currency", shop.currency ?? ""), ("Zone", shop.zone.identifier),
                    ("Plan", shop.plan ?? ""), ("API version", shop.apiVersion ?? ""), ("Entered by", shop.credentialsKind),
                ]
                let settings = shop.settings.values.sorted { $0.key < $1.key }.map { ($0.key, $0.value.description) }
                return Card(head).text + "\n\nSettings\n" + Card(settings.map { ("  " + $0.0, $0.1) }).text
            }
        }
    }
}

import ArgumentParser
import Connector

struct ShopSet: ChangingCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Change settings of a shop card.",
        discussion:
            "All or nothing: a wrong value changes nothing.\n\nExample:\n  backroom shop set DEMO allowBackgroundSyncs=false skuMapping=itemNo"
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "The shop's code.")
    var code: String
    @Argument(help: ArgumentHelp("What to change.", valueName: "key=value"))
    var changes: [KeyValue]

    var target: String { code }
    var keys: [KeyValue] { changes }

    func change(_ installation: Installation) async throws {
        let shop = try await installation.shops.set(code, changes.dictionary)
        try common.output.done(shop, "\(shop.code): \(changes.map { "\($0.key) = \($0.value)" }.joined(separator: ", "))")
    }
}

struct ShopEnable: ChangingCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Let a shop's tasks run.",
        discussion: "Example:\n  backroom shop enable DEMO"
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "The shop's code.")
    var code: String

    var target: String { code }

    func change(_ installation: Installation) async throws {
        let shop = try await installation.shops.enable(code)
        try common.output.done(shop, "The shop \(shop.code) is enabled.")
    }
}

struct ShopDisable: ChangingCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Stop a shop's tasks before they send anything.",
        discussion: "Example:\n  backroom shop disable DEMO"
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "The shop's code.")
    var code: String

    var target: String { code }

    func change(_ installation: Installation) async throws {
        let shop = try await installation.shops.disable(code)
        try common.output.done(shop, "The shop \(shop.code) is disabled.")
    }
}

struct ShopRemove: ChangingCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove a shop and what was imported from it.",
        discussion: "Documents in the back office stay.\n\nExample:\n  backroom shop remove DEMO"
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "The shop's code.")
    var code: String

    var target: String { code }

    func change(_ installation: Installation) async throws {
        let shop = try await installation.shops.show(code)
        try await installation.shops.remove(shop.code)
        try common.output.done(["removed": shop.code], "The shop \(shop.code) is removed.")
    }
}

struct ShopResetCursor: ChangingCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset-cursor",
        abstract: "Let a task read again what changed since an instant.",
        discussion: "Without --to it reads everything.\n\nExample:\n  backroom shop reset-cursor DEMO sync-orders --to 2026-08-01T00:00:00Z"
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "The shop's code.")
    var code: String
    @Argument(help: "The task's name or number.")
    var task: String
    @Option(help: ArgumentHelp("RFC 3339.", valueName: "instant"))
    var to: InstantArgument?

    var target: String { "\(code) · \(task)" }

    func change(_ installation: Installation) async throws {
        try await installation.shops.resetCursor(code, task: task, to: to?.date)
        let since = to.map { "what changed since \(Words.instant($0.date))" } ?? "everything"
        try common.output.done(["shop": code, "task": task], "The next run of \(task) for \(code) reads \(since).")
    }
}

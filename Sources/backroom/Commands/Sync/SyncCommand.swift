import ArgumentParser
import Connector
import Foundation
import JobQueue

struct SyncCommand: ChangingCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Run a task for a shop now.",
        discussion: """
            Without --foreground or --background the shop card decides (“Allow background syncs”). In the background the entry's id is printed and
            the prompt comes back at once; --wait follows it and takes its result as exit status.

            “all” runs the tasks that the shop card asks for, one after the other, as one run.

            Examples:
              backroom sync sync-orders --shop DEMO --background --wait
              backroom sync all --shop DEMO
            """
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "The task's name or number; “backroom tasks list” shows them.") var task: String
    @Option(help: "The shop's code.") var shop: String
    @Flag(help: "Run it in this process, with progress.") var foreground = false
    @Flag(help: "Put it into the job queue.") var background = false
    @Flag(help: "With a background run: follow it to its end.") var wait = false
    @Option(name: .customLong("param"), parsing: .upToNextOption, help: ArgumentHelp("The task's parameters.", valueName: "key=value"))
    var parameters: [KeyValue] = []
    @Flag(help: "Show what would change, and change nothing.") var dryRun = false
    @Flag(help: "A new entry even when the same one waits already.") var force = false

    func validate() throws {
        if foreground, background { throw ValidationError("--foreground and --background exclude each other.") }
        if foreground, wait { throw ValidationError("--wait is for background runs; a foreground run is waited for anyway.") }
    }

    var target: String { "\(task) · \(shop)" }
    var keys: [KeyValue] { parameters }

    func change(_ installation: Installation) async throws {
        var action = SyncAction(task: task, shop: shop)
        action.parameters = parameters.dictionary.mapValues(JSONValue.string)
        action.mode = foreground ? .foreground : background ? .background : nil
        action.isDryRun = dryRun
        action.isForced = force
        action.owner = NSUserName()
        let (entry, mode) = try await action.entry(installation.tasks, installation.shops)
        // What a dry run found is printed, so somebody has to be there.
        if mode == .foreground || (dryRun && !background) {
            try await runHere(entry, installation)
        } else {
            try await queue(entry, installation)
        }
    }

    private func runHere(_ entry: NewEntry, _ installation: Installation) async throws {
        let run = try await RunShow(title: "\(entry.task) · \(shop)").show { update in
            try await Interruptible.run { try await installation.queue.runInForeground(entry, onUpdate: update) }
        }
        if entry.isDryRun {
            try await DryRunReport(common.output, installation).report(run)
        } else {
            try RunReport(common.output).report(run)
        }
    }

    private func queue(_ entry: NewEntry, _ installation: Installation) async throws {
        let made = try await installation.queue.enqueue(entry, force: force)
        let alive = try await installation.queue.nodes().filter(\.isAlive)
        if alive.isEmpty {
            Terminal.say("No worker runs now: the entry waits until “backroom serve” or “backroom worker” is started.")
        }
        guard wait else { return try common.output.done(made, made.id) }
        Terminal.say("\(made.id)  \(made.description)")
        let run = try await RunShow(title: made.description).show { update in
            try await Interruptible.run { try await installation.queue.follow(made.id, onUpdate: update) }
        }
        try RunReport(common.output).report(run)
    }
}

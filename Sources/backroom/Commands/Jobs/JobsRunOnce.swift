import ArgumentParser
import JobQueue

struct JobsRunOnce: ChangingCommand {
    static let configuration = CommandConfiguration(
        commandName: "run-once",
        abstract: "Run a copy of an entry now, in this process.",
        discussion: "The entry itself is untouched. Ctrl-C cancels the run.\n\nExample:\n  backroom jobs run-once 0198…"
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "The entry's id.") var id: String

    var target: String { id }

    func change(_ installation: Installation) async throws {
        let entry = try await installation.queue.entry(id)
        let run = try await RunShow(title: entry.description).show { update in
            try await Interruptible.run { try await installation.queue.runOnce(id, onUpdate: update) }
        }
        try RunReport(common.output).report(run)
    }
}

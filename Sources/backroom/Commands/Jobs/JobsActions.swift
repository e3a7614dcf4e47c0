import ArgumentParser
import Foundation
import JobQueue
import WebClient

struct JobsSet: ChangingCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Change an entry.",
        discussion: """
            Keys are the names of an entry's JSON; those of the recurrence, the parameters and notify after a dot (notify.onFailure takes
            users and addresses, separated by commas). An empty value clears.

            Example:
              backroom jobs set 0198… priority=high recurrence.every=15 parameters.since=2026-08-01
            """
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "The entry's id.") var id: String
    @Argument(help: ArgumentHelp("What to change.", valueName: "key=value")) var changes: [KeyValue]

    var target: String { id }
    var keys: [KeyValue] { changes }

    func change(_ installation: Installation) async throws {
        let entry = try await installation.queue.entry(id)
        let changed = try await installation.queue.set(id, try EntryAssignments(entry: entry, changes).changes())
        try common.output.done(changed, "\(changed.id)  \(EntryWords.status(changed))")
    }
}

struct JobsReady: ChangingCommand {
    static let configuration = CommandConfiguration(
        commandName: "ready",
        abstract: "Set an entry to Ready.",
        discussion: "Example:\n  backroom jobs ready 0198…"
    )
    @OptionGroup var common: CommonOptions
    @Argument(help: "The entry's id.") var id: String

    var target: String { id }

    func change(_ installation: Installation) async throws { try await installation.change(common, id) { try await $0.ready($1) } }
}

struct JobsHold: ChangingCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract: "Set an entry on hold.",
        discussion: "A running attempt goes on; nothing starts after it.\n\nExample:\n  backroom jobs hold 0198…"
    )
    @OptionGroup var common: CommonOptions
    @Argument(help: "The entry's id.") var id: String

    var target: String { id }

    func change(_ installation: Installation) async throws { try await installation.change(common, id) { try await $0.hold($1) } }
}

struct JobsRestart: ChangingCommand {
    static let configuration = CommandConfiguration(
        commandName: "restart",
        abstract: "Run an entry again, attempts counted anew.",
        discussion: "Refused while it runs, unless --after-run.\n\nExample:\n  backroom jobs restart 0198…"
    )
    @OptionGroup var common: CommonOptions
    @Argument(help: "The entry's id.") var id: String
    @Flag(help: "When it runs now: once more after this run.") var afterRun = false

    var target: String { id }

    func change(_ installation: Installation) async throws {
        try await installation.change(common, id) { queue, id in
            afterRun ? try await queue.restartAfterRun(id) : try await queue.restart(id)
        }
    }
}

struct JobsCancel: ChangingCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Cancel the running attempt.",
        discussion: "Example:\n  backroom jobs cancel 0198…"
    )
    @OptionGroup var common: CommonOptions
    @Argument(help: "The entry's id.") var id: String

    var target: String { id }

    func change(_ installation: Installation) async throws { try await installation.change(common, id) { try await $0.cancel($1) } }
}

struct JobsDelete: ChangingCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete an entry.",
        discussion: "Refused while it runs. Its runs stay in the log.\n\nExample:\n  backroom jobs delete 0198…"
    )
    @OptionGroup var common: CommonOptions
    @Argument(help: "The entry's id.") var id: String

    var target: String { id }

    func change(_ installation: Installation) async throws {
        try await installation.queue.delete(id)
        try common.output.done(["deleted": id], "The entry is deleted.")
    }
}

extension Installation {
    /// Does something to an entry and prints what became of it.
    func change(_ common: CommonOptions, _ id: String, _ body: (JobQueue, String) async throws -> Entry) async throws {
        let entry = try await body(queue, id)
        try common.output.done(entry, "\(entry.id)  \(entry.description)  \(EntryWords.status(entry))")
    }
}

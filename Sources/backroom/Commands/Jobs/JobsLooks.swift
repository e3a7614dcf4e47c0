import ArgumentParser
import Foundation
import JobQueue

struct JobsList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show entries.",
        discussion:
            "Finished ones are left out unless --all or --status finished is given.\n\nExample:\n  backroom jobs list --shop DEMO --status waiting"
    )

    @OptionGroup var common: CommonOptions
    @Option(help: "Only these.") var status: EntryStatus?
    @Option(help: "Only this shop's.") var shop: String?
    @Option(help: "Only this task's (name or number).") var task: String?
    @Option(help: "Only this category's.") var category: String?
    @Option(help: "At most this many.") var limit: Int?
    @Flag(help: "Finished ones too.") var all = false

    func run() async throws {
        try await Installation.use(common) { installation in
            let filter = EntryFilter(
                statuses: status.map { [$0] },
                shop: shop?.uppercased(),
                task: task,
                category: category,
                includesFinished: all,
                limit: limit
            )
            try common.output.list(try await installation.queue.entries(filter), EntryWords.table)
        }
    }
}

struct JobsShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show an entry.",
        discussion: "Example:\n  backroom jobs show 0198…"
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "The entry's id.") var id: String

    func run() async throws {
        try await Installation.use(common) { installation in
            try common.output.one(try await installation.queue.entry(id), EntryWords.card)
        }
    }
}

struct JobsNext: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "next",
        abstract: "Show when an entry runs next.",
        discussion: "Example:\n  backroom jobs next 0198… --count 5"
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "The entry's id.") var id: String
    @Option(help: "How many runs, 1 to 1000.") var count = 10

    func run() async throws {
        guard (1...1000).contains(count) else { throw ValidationError("--count must be from 1 to 1000.") }
        try await Installation.use(common) { installation in
            let zone =
                try await installation.queue.entry(id).recurrence.flatMap { TimeZone(identifier: $0.zone) }
                ?? installation.settings.timeZone
            try common.output.list(try await installation.queue.next(id, count: count)) { slots in
                Table([.text(zone.identifier)], slots.map { [Words.instant($0, zone: zone)] }, empty: "It does not run again.")
            }
        }
    }
}

struct JobsLog: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Show runs, or the lines of one run.",
        discussion:
            "With an entry's id: its runs. With a run's id: what it logged.\n\nExample:\n  backroom jobs log --status error --limit 20"
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "An entry's or a run's id.") var id: String?
    @Option(help: "Only these.") var status: RunStatus?
    @Option(help: "Only this shop's.") var shop: String?
    @Option(help: "Only this task's.") var task: String?
    @Option(help: "At most this many.") var limit: Int?

    func run() async throws {
        try await Installation.use(common) { installation in
            if let id, let run = try? await installation.queue.run(id) {
                return try common.output.list(try await installation.queue.logLines(run: run.id)) { lines in
                    let rows = lines.map {
                        [
                            Words.instant($0.at), $0.level,
                            $0.message + $0.metadata.sorted { $0.key < $1.key }.map { "  \($0.key)=\($0.value)" }.joined(),
                        ]
                    }
                    return Table(
                        [.text("At"), .text("Level"), .text("Message")],
                        rows,
                        empty: "The run logged nothing. \(EntryWords.lastLine(run))"
                    )
                }
            }
            let filter = RunFilter(entry: id, statuses: status.map { [$0] }, shop: shop?.uppercased(), task: task, limit: limit)
            let runs = try await installation.queue.runs(filter)
            // An entry without runs is there; an id that nobody knows is a mistake.
            if let id, runs.isEmpty { _ = try await installation.queue.entry(id) }
            try common.output.list(runs, EntryWords.table)
        }
    }
}

import ArgumentParser
import Connector

struct SkippedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "skipped",
        abstract: "Records that could not be synchronized.",
        subcommands: [List.self, Retry.self, Dismiss.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show skipped records.",
            discussion: "Example:\n  backroom skipped list --shop DEMO"
        )
        @OptionGroup var common: CommonOptions
        @Option(help: "Only this shop's.") var shop: String?
        @Option(help: "Only this task's.") var task: String?
        @Option(help: "At most this many.") var limit: Int?

        func run() async throws {
            try await Installation.use(common) { installation in
                try common.output.list(try await installation.connector.skipped.list(shop: shop, task: task, limit: limit)) { records in
                    let rows = records.map { [$0.id, $0.shop, $0.task, $0.name, "\($0.attempts)", Words.instant($0.nextTry), $0.reason] }
                    let columns: [Table.Column] = [
                        .text("Id"), .text("Shop"), .text("Task"), .text("Record"), .figure("Attempts"), .text("Next try"), .text("Reason"),
                    ]
                    return Table(columns, rows, empty: "Nothing was skipped.")
                }
            }
        }
    }

    struct Retry: ChangingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let the task's next run try a record again.",
            discussion: "Example:\n  backroom skipped retry 0198…"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The skipped record's id.") var id: String

        var target: String { id }

        func change(_ installation: Installation) async throws {
            let record = try await installation.connector.skipped.retry(id)
            try common.output.done(record, "\(record.name): the next run of \(record.task) tries it again.")
        }
    }

    struct Dismiss: ChangingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a record off the list: it needs nothing.",
            discussion: "Example:\n  backroom skipped dismiss 0198…"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The skipped record's id.") var id: String

        var target: String { id }

        func change(_ installation: Installation) async throws {
            try await installation.connector.skipped.dismiss(id)
            try common.output.done(["dismissed": id], "It is off the list.")
        }
    }
}

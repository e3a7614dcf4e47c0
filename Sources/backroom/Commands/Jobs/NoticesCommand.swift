import ArgumentParser
import Foundation
import JobQueue

struct NoticesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notices",
        abstract: "Notices: what a user was told of entries that failed for good or went well.",
        subcommands: [List.self, See.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a user's notices, newest first.",
            discussion: "Example:\n  backroom notices list --for anna --all"
        )
        @OptionGroup var common: CommonOptions
        @Option(name: .customLong("for"), help: ArgumentHelp("Whose; yours when left out.", valueName: "user")) var user: String?
        @Option(help: "At most this many.") var limit = 100
        @Flag(help: "Those that were seen too.") var all = false

        func run() async throws {
            try await Installation.use(common) { installation in
                let notices = try await installation.queue.notices(for: user ?? NSUserName(), includesSeen: all, limit: limit)
                try common.output.list(notices) { notices in
                    Table(
                        [.text("Id"), .text("At"), .text("Kind"), .text("What"), .text("Message"), .text("Entry")],
                        notices.map { [$0.id, Words.instant($0.created), $0.kind.rawValue, $0.title, $0.message, $0.entry] },
                        empty: "There is nothing new."
                    )
                }
            }
        }
    }

    struct See: ChangingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Mark a notice as seen.",
            discussion: "Example:\n  backroom notices see 0198…"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The notice's id.") var id: String

        var target: String { id }

        func change(_ installation: Installation) async throws {
            try await installation.queue.seeNotice(id)
            try common.output.done(["seen": id], "The notice is marked as seen.")
        }
    }
}

import ArgumentParser
import WebClient

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Who did what, by page, API or command.",
        subcommands: [List.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the audit trail, newest first.",
            discussion: "Kept for two years. Names of what was given are shown, never values.\n\nExample:\n  backroom audit list --refused"
        )
        @OptionGroup var common: CommonOptions
        @Option(help: "Only what this user, token or cli:NAME did.") var who: String?
        @Flag(help: "Only what was refused or failed.") var refused = false
        @Option(help: "At most this many.") var limit = 100

        func validate() throws {
            guard (1...10_000).contains(limit) else { throw ValidationError("--limit must be from 1 to 10000.") }
        }

        func run() async throws {
            try await Installation.use(common) { installation in
                let trail = AuditTrail(database: installation.database)
                try common.output.list(try await trail.list(who: who, onlyRefused: refused, limit: limit)) { records in
                    let rows = records.map { record in
                        [
                            Words.instant(record.at), record.who, record.client ?? "", record.action, record.target,
                            record.fields.joined(separator: ", "), record.wasDone ? "done" : "refused or failed (\(record.status))",
                        ]
                    }
                    let columns: [Table.Column] = [
                        .text("At"), .text("Who"), .text("From"), .text("What"), .text("On"), .text("Given"), .text("Result"),
                    ]
                    return Table(columns, rows, empty: "Nothing was changed yet.")
                }
            }
        }
    }
}

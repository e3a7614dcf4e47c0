import ArgumentParser
import JobQueue

struct TasksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "tasks", abstract: "What can be run.", subcommands: [List.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show tasks with their parameters.",
            discussion: "Example:\n  backroom tasks list"
        )
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await Installation.use(common) { installation in
                try common.output.list(installation.tasks.descriptions) { tasks in
                    let rows = tasks.flatMap { task in
                        [[task.name, "\(task.number)", task.title, "", ""]]
                            + task.parameters.map {
                                [
                                    "", "", "", "\($0.key)\($0.isRequired ? " (required)" : "")",
                                    ($0.choices.isEmpty ? $0.type.rawValue : $0.choices.joined(separator: "|")) + "  " + $0.help,
                                ]
                            }
                    }
                    return Table(
                        [.text("Name"), .figure("Number"), .text("Title"), .text("Parameter"), .text("")],
                        rows,
                        empty: "There is no task."
                    )
                }
            }
        }
    }
}

import ArgumentParser
import JobQueue

struct CategoriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "categories",
        abstract: "Categories: entries of one run one after another.",
        subcommands: [List.self, Add.self, Remove.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show categories.", discussion: "Example:\n  backroom categories list")
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await Installation.use(common) { installation in
                try common.output.list(try await installation.queue.categories()) { categories in
                    Table(
                        [.text("Code"), .text("Description"), .figure("At the same time")],
                        categories.map { [$0.code, $0.description, "\($0.width)"] },
                        empty: "There is no category."
                    )
                }
            }
        }
    }

    struct Add: ChangingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add or change a category.",
            discussion: "Example:\n  backroom categories add NIGHT --description \"Nightly work\""
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "At most 10 characters.") var code: String
        @Option(help: "What it is for.") var description = ""
        @Option(help: "How many of its entries may run at the same time.") var width = 1

        var target: String { code }

        func change(_ installation: Installation) async throws {
            let saved = try await installation.queue.saveCategory(Category(code: code, description: description, width: width))
            try common.output.done(saved, "The category \(saved.code) is saved.")
        }
    }

    struct Remove: ChangingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a category.",
            discussion: "Its entries keep the code and run one at a time.\n\nExample:\n  backroom categories remove NIGHT"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The category's code.") var code: String

        var target: String { code }

        func change(_ installation: Installation) async throws {
            try await installation.queue.removeCategory(code)
            try common.output.done(["removed": code], "The category \(code) is removed.")
        }
    }
}

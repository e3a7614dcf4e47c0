import ArgumentParser
import Logging

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the web client, the API, the scheduler and the workers.",
        discussion: "Ctrl-C lets running tasks reach a checkpoint and ends.\n\nExample:\n  backroom serve --port 8080 --workers 4"
    )

    @OptionGroup var common: CommonOptions
    @Option(help: "The address to listen on.") var host: String?
    @Option(help: "The port; 0 for any free one.") var port: String?
    @Option(help: "Entries that run at the same time.") var workers: String?

    func run() async throws {
        let settings = try common.settings([.host: host, .port: port, .workers: workers])
        try await Servers.run(settings, web: true)
    }
}

struct WorkerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker",
        abstract: "Run the scheduler and the workers only, on the same database.",
        discussion: "Any number of workers may run, on one or several machines with PostgreSQL.\n\nExample:\n  backroom worker --workers 8"
    )

    @OptionGroup var common: CommonOptions
    @Option(help: "Entries that run at the same time.") var workers: String?

    func run() async throws {
        try await Servers.run(try common.settings([.workers: workers]), web: false)
    }
}

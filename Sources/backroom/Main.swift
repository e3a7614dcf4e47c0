import ArgumentParser
import Foundation

/// Where the process begins: parses, runs, and turns whatever happened into a message and an exit status.
@main
enum Main {
    static func main() async {
        exit(await run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }

    /// Runs one command line.
    static func run(_ arguments: [String]) async -> ExitStatus {
        await CommandWords.$current.withValue(arguments) { await answer(arguments) }
    }

    private static func answer(_ arguments: [String]) async -> ExitStatus {
        do {
            var command = try Backroom.parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return .done
        } catch {
            return Ending(of: error).say()
        }
    }
}

import ArgumentParser
import Foundation
import Logging
import ServiceLifecycle

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Show it all at work: a sandbox shop, sample data, syncs in the background.",
        discussion: """
            Starts a local shop with orders, fills the back office with the matching items and customers, imports and processes the orders,
            and places new ones every few seconds. Ctrl-C ends everything.

            Example:
              backroom demo --port 8080
            """
    )

    @Option(help: "The port of the web client and the API.") var port: String?
    @Option(help: "Orders that the shop begins with.") var orders = 500
    @Option(help: ArgumentHelp("End by itself after so many seconds.", valueName: "seconds")) var seconds: Int?
    @Option(help: ArgumentHelp("Where its database is kept; emptied at the start.", valueName: "folder")) var folder: String?

    func run() async throws {
        let limit = seconds ?? ProcessInfo.processInfo.environment["BACKROOM_DEMO_SECONDS"].flatMap(Int.init)
        let place = DemoPlace(folder: folder)
        try place.prepare()
        var flags: [SettingKey: String] = [.database: "sqlite:\(place.databasePath)"]
        flags[.port] = port
        let environment = ProcessInfo.processInfo.environment
        var settings = try SettingsReader(flags: flags, environment: environment, file: ConfigurationFile(path: "", values: [:])).read()
        if environment["BACKROOM_LOG_LEVEL"] == nil { settings.logLevel = .error }
        try await Demo(settings: settings, orders: orders, seconds: limit, place: place).run()
    }
}

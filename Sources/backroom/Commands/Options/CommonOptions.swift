import ArgumentParser
import Foundation

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Flag(help: "Print one JSON document and nothing else.")
    var json = false

    @Option(help: ArgumentHelp("The database: sqlite:PATH or postgres://…", valueName: "address"))
    var database: String?

    @Option(help: ArgumentHelp("The configuration file.", discussion: "Default: backroom.yaml, when it is there.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("trace, debug, info, notice, warning, error or critical.", valueName: "level"))
    var logLevel: String?

    @Option(help: ArgumentHelp("text or json.", valueName: "format"))
    var logFormat: String?

    var output: Output { Output(json: json) }

    /// The settings, with further flags of the command.
    func settings(_ flags: [SettingKey: String?] = [:]) throws -> Settings {
        var given: [SettingKey: String] = flags.compactMapValues(\.self)
        given[.database] = database
        given[.logLevel] = logLevel
        given[.logFormat] = logFormat
        let environment = ProcessInfo.processInfo.environment
        let named = config ?? environment["BACKROOM_CONFIG"]
        let file = try ConfigurationFile.read(named ?? "backroom.yaml", mustExist: named != nil)
        return try SettingsReader(flags: given, environment: environment, file: file).read()
    }
}

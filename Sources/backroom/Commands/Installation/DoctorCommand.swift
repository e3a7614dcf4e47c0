import ArgumentParser
import Logging
import Storage
import WebClient

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Find out what is wrong with this installation, and how to mend it.",
        discussion: "Changes nothing. Exit status 1 when something failed.\n\nExample:\n  backroom doctor"
    )

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try common.settings()
        Logs.start(settings, quiet: true)
        let findings = await Self.findings(settings)
        try common.output.list(findings) { findings in
            let marks: [Finding.State: String] = [.ok: "ok", .warning: "look", .failed: "WRONG"]
            let rows = findings.flatMap { finding in
                [[marks[finding.state] ?? "", finding.check, finding.message]] + (finding.mend.map { [["", "", "→ \($0)"]] } ?? [])
            }
            return Table([.text(""), .text("What"), .text("Found")], rows, empty: "")
        }
        if findings.contains(where: { $0.state == .failed }) { throw CommandResult(.failed) }
    }

    private static func findings(_ settings: Settings) async -> [Finding] {
        let database: Database
        do {
            database = try await Database.open(settings.database, logger: Logger(label: "backroom.storage"))
        } catch {
            return [
                .failed(
                    "database",
                    Failure(classifying: error).message,
                    mend: "See that the database runs and that BACKROOM_DATABASE is right."
                )
            ]
        }
        var findings = await DatabaseDoctor(database: database).findings()
        await database.close()
        findings += MachineDoctor(settings: settings).findings()
        findings += WebDoctor(settings: settings).findings()
        guard !findings.contains(where: { $0.state == .failed }), let installation = try? await Installation.open(settings) else {
            return findings
        }
        findings += await QueueDoctor(installation: installation).findings()
        await installation.close()
        return findings
    }
}

public import ArgumentParser
import Foundation
public import Ledger

extension CSVKind: ExpressibleByArgument {}

struct LedgerImport: ChangingCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import records from a CSV file.",
        discussion: """
            UTF-8, comma, with a header. Rows are created or changed by their key; a missing column leaves its field, a blank cell empties it.
            Any problem means that nothing is changed.

            Example:
              backroom ledger import items items.csv --dry-run
            """
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "What the rows are.") var kind: CSVKind
    @Argument(help: "The file.") var file: String
    @Flag(help: "Show what would change, and change nothing.") var dryRun = false

    var target: String { kind.rawValue }
    var isChange: Bool { !dryRun }

    func change(_ installation: Installation) async throws {
        let result = try await installation.ledger.importCSV(kind, from: .file(file), dryRun: dryRun)
        if dryRun {
            try common.output.one(result) { result in
                let table = Table(
                    [.text("Record"), .text("Field"), .text("From"), .text("To")],
                    result.changes.map { [$0.record, $0.field, $0.from, $0.to] },
                    empty: "Nothing would change."
                )
                return table.text
                    + (result.changesOmitted > 0 ? "\n… and \(Words.counted(result.changesOmitted, "further change"))." : "")
            }
        } else {
            try common.output.done(
                result,
                "\(Words.counted(result.counts.read, "row")): \(Words.count(result.counts.created)) created, \(Words.count(result.counts.updated)) changed, \(Words.count(result.counts.unchanged)) as they were."
            )
        }
    }
}

struct LedgerExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Export records to a CSV file; “import” takes it back.",
        discussion: "Without a file it goes to standard output.\n\nExample:\n  backroom ledger export items items.csv"
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "What to export.") var kind: CSVKind
    @Argument(help: "The file.") var file: String?

    func run() async throws {
        try await Installation.use(common) { installation in
            guard let file else {
                return try await installation.ledger.exportCSV(kind) { try FileHandle.standardOutput.write(contentsOf: Data($0)) }
            }
            guard FileManager.default.createFile(atPath: file, contents: nil), let handle = FileHandle(forWritingAtPath: file) else {
                throw CommandResult(.failed, "\(file) cannot be written.")
            }
            defer { try? handle.close() }
            try await installation.ledger.exportCSV(kind) { try handle.write(contentsOf: Data($0)) }
            try common.output.done(["file": file], "The \(kind.rawValue) are in \(file).")
        }
    }
}

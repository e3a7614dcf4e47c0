import BackOffice
import Connector
import JobQueue

/// Prints what a dry run found.
struct DryRunReport {
    let output: Output
    let installation: Installation

    init(_ output: Output, _ installation: Installation) {
        self.output = output
        self.installation = installation
    }

    struct Document: Encodable {
        let changes: [RecordChange]
        let counts: Counts
    }

    func report(_ run: Run) async throws {
        let changes = try await installation.connector.planned.list(run: run.id)
        try output.one(Document(changes: changes, counts: run.counts)) { document in
            let rows = document.changes.map { [$0.record, $0.field, $0.from, $0.to] }
            return Table(
                [.text("Record"), .text("Field"), .text("From"), .text("To")],
                rows,
                empty: run.status == .success ? "Nothing would change." : EntryWords.lastLine(run)
            ).text
        }
        try RunReport.end(run)
    }
}

import ArgumentParser
import WebClient

/// A command that changes something: who ran it, on what, and how it ended stand in the audit trail, beside what pages and API did.
protocol ChangingCommand: AsyncParsableCommand, Sendable {
    var common: CommonOptions { get }
    /// What it is done to: a code, a number, an id. Never a secret.
    var target: String { get }
    /// `key=value` pairs that were given: their keys are kept.
    var keys: [KeyValue] { get }
    /// False where its flags ask only what would change.
    var isChange: Bool { get }
    /// What it does.
    func change(_ installation: Installation) async throws
}

extension ChangingCommand {
    var keys: [KeyValue] { [] }
    var isChange: Bool { true }

    func run() async throws {
        try await Installation.use(common) { installation in
            guard isChange else { return try await change(installation) }
            let record = CommandRecord(of: self)
            try await AuditTrail(database: installation.database).recording(record.subject) { try await change(installation) }
        }
    }
}

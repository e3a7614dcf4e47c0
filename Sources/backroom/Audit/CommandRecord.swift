import ArgumentParser
import Foundation
import WebClient

/// What the audit trail says of a command: whose shell, which command, on what, and the names of its options.
struct CommandRecord: Sendable {
    let subject: AuditTrail.CommandSubject

    init(of command: some ChangingCommand) {
        self.init(type(of: command), target: command.target, keys: command.keys.map(\.key))
    }

    init(
        _ command: any ParsableCommand.Type,
        target: String,
        keys: [String] = [],
        words: [String] = CommandWords.current,
        user: String = SystemUser.name,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        // The program often belongs to a user of its own: sudo says who the person is.
        let person = environment["SUDO_USER"].flatMap { $0.isEmpty || $0 == user ? nil : "sudo by \($0)" }
        subject = AuditTrail.CommandSubject(
            user: user,
            origin: person,
            command: CommandWords.path(to: command).joined(separator: " "),
            target: target,
            fields: CommandWords.options(in: words) + keys
        )
    }
}

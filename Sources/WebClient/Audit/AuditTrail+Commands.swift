import Foundation
import HTTPTypes
import Logging

extension AuditTrail {
    /// What is recorded of a command on the installation's own machine.
    public struct CommandSubject: Sendable {
        let user: String
        let origin: String?
        let command: String
        let target: String
        let fields: [String]

        /// - Parameters:
        ///   - user: whom the operating system takes for the one who runs it.
        ///   - origin: who stands behind that user, where the system knows.
        ///   - command: such as `backroom shop set`.
        ///   - fields: names of what was given; never values.
        public init(user: String, origin: String?, command: String, target: String, fields: [String]) {
            self.user = user
            self.origin = origin
            self.command = command
            self.target = target
            self.fields = fields
        }
    }

    /// Does what a command asks for and records how it ended.
    public func recording<T: Sendable>(_ subject: CommandSubject, _ body: () async throws -> T) async throws -> T {
        do {
            let result = try await body()
            await keep(subject)
            return result
        } catch {
            await keep(subject, status: Int(Problem(classifying: error).status.code))
            throw error
        }
    }

    /// Records a command that is over.
    public func keep(_ subject: CommandSubject, status: Int = 200) async {
        let record = AuditRecord(
            id: Self.id(.now),
            at: .now,
            who: String("cli:\(subject.user)".prefix(100)),
            role: nil,
            proof: "command",
            client: subject.origin.map { String($0.prefix(100)) },
            action: subject.command,
            target: String(subject.target.prefix(500)),
            fields: subject.fields.sorted(),
            status: status
        )
        await keep(record, Logger(label: "backroom.audit"))
    }
}

import Foundation
import Hummingbird
import Logging
public import Storage

/// The audit trail: every change that somebody asked for, by page, API or command, done or refused, and every sign-in. All doors write it
/// here and nowhere else. Kept for two years.
///
/// **Limits.** A record is written after the action: a process that dies in between leaves the action without one. A command is recorded
/// by the name that the operating system knows its user by; whoever may run commands may also write the database.
public struct AuditTrail: Sendable {
    let database: Database
    private static let retention: TimeInterval = 2 * 366 * 86_400

    public init(database: Database) {
        self.database = database
    }

    /// What is recorded of a request, beside its outcome.
    struct Subject: Sendable {
        var who: String
        var role: Role?
        var proof: Principal.Proof?
        var action: String
        var fields: [String] = []

        init(_ principal: Principal, _ action: String, fields: [String] = []) {
            who = principal.name
            role = principal.role
            proof = principal.proof
            self.action = action
            self.fields = fields
        }

        /// Somebody who is not signed in yet.
        init(trying name: String, _ action: String) {
            who = name
            self.action = action
        }
    }

    /// Does what was asked for and records how it ended.
    func recording(_ subject: Subject, _ request: Request, _ context: WebContext, _ body: () async throws -> Response) async throws
        -> Response
    {
        do {
            let response = try await body()
            await keep(subject, request, context, status: Int(response.status.code))
            return response
        } catch {
            await keep(subject, request, context, status: Int(Problem(classifying: error).status.code))
            throw error
        }
    }

    /// Records an outcome. What cannot be recorded is said in the log: the action itself stands.
    func keep(_ subject: Subject, _ request: Request, _ context: WebContext, status: Int) async {
        let record = AuditRecord(
            id: Self.id(.now),
            at: .now,
            who: String(subject.who.prefix(100)),
            role: subject.role?.rawValue,
            proof: subject.proof?.rawValue ?? "none",
            client: context.remoteAddress,
            action: subject.action,
            target: String(request.uri.path.prefix(500)),
            fields: subject.fields.sorted(),
            status: status
        )
        await keep(record, context.logger)
    }

    func keep(_ record: AuditRecord, _ logger: Logger) async {
        do {
            try await database.write { try Self.insert(record, $0) }
        } catch {
            logger.error("The audit trail could not be written", metadata: ["error": "\(error)", "action": "\(record.action)"])
        }
    }

    /// The records that a filter lets through, newest first.
    /// - Parameter id: only older ones than this.
    public func list(who: String? = nil, onlyRefused: Bool = false, after id: String? = nil, limit: Int) async throws -> [AuditRecord] {
        try await database.read { tx in
            var filter: Statement = "WHERE 1 = 1"
            if let who { filter = filter + " AND who = \(who)" }
            if onlyRefused { filter = filter + " AND status >= 400" }
            if let id { filter = filter + " AND id < \(id)" }
            return try tx.rows(
                "SELECT id, at, who, role, proof, client, action, target, fields, status FROM web_audit \(filter) ORDER BY id DESC LIMIT \(limit)"
            ).map(Self.record)
        }
    }

    private static func insert(_ record: AuditRecord, _ tx: Transaction) throws {
        try tx.execute(
            """
            INSERT INTO web_audit (id, at, who, role, proof, client, action, target, fields, status)
            VALUES (\(record.id), \(record.at), \(record.who), \(record.role), \(record.proof), \(record.client), \(record.action),
                \(record.target), \(record.fields.joined(separator: "\n")), \(record.status))
            """
        )
        // Sign-ins are seldom: the right moment to let go of what is old.
        if record.proof == "none" { try tx.execute("DELETE FROM web_audit WHERE at < \(try tx.now().addingTimeInterval(-retention))") }
    }

    private static func record(_ row: Row) throws -> AuditRecord {
        AuditRecord(
            id: try row.get("id"),
            at: try row.get("at"),
            who: try row.get("who"),
            role: try row.get("role"),
            proof: try row.get("proof"),
            client: try row.get("client"),
            action: try row.get("action"),
            target: try row.get("target"),
            fields: try row.get("fields", as: String.self).split(separator: "\n").map(String.init),
            status: try row.get("status")
        )
    }

    /// Microseconds and 32 random bits: sorts by time, and two in the same microsecond differ.
    static func id(_ date: Date) -> String {
        func hex(_ value: UInt64, _ width: Int) -> String {
            let text = String(value, radix: 16)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        return hex(UInt64(max(0, date.timeIntervalSince1970) * 1_000_000), 14) + "-" + hex(UInt64(UInt32.random(in: .min ... .max)), 8)
    }
}

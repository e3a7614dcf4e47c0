public import Foundation

/// Who did what, and how it ended.
public struct AuditRecord: Sendable, Equatable, Codable {
    /// Sorts by time.
    public let id: String
    public let at: Date
    /// The user's or the token's name; of a sign-in that failed, the name that was tried; of a command, `cli:` and who the system says it is.
    public let who: String
    public let role: String?
    /// `session`, `token`, `command`, or `none` for a sign-in.
    public let proof: String
    /// The address that the request came from; of a command, who ran it by way of sudo.
    public let client: String?
    /// What was asked for: method and route, such as `POST /shops/{code}/enable`, or the command, such as `backroom shop enable`.
    public let action: String
    /// What it was done to: the path, or the command's subject.
    public let target: String
    /// Names of the fields that were sent. Values are not kept: they may be secrets.
    public let fields: [String]
    /// The answer's HTTP status, for a command the one that the API would give: from 400 on it was refused or failed.
    public let status: Int

    /// Whether it was done.
    public var wasDone: Bool { status < 400 }
}

public import Foundation

/// Who did what, and how it ended.
public struct AuditRecord: Sendable, Equatable, Codable {
    /// Sorts by time.
    public let id: String
    public let at: Date
    /// The user's or the token's name; of a sign-in that failed, the name that was tried.
    public let who: String
    public let role: String?
    /// `session`, `token`, or `none` for a sign-in.
    public let proof: String
    /// The address that the request came from.
    public let client: String?
    /// What was asked for: method and route, such as `POST /shops/{code}/enable`.
    public let action: String
    /// What it was done to: the path.
    public let target: String
    /// Names of the fields that were sent. Values are not kept: they may be secrets.
    public let fields: [String]
    /// The answer's HTTP status: from 400 on it was refused or failed.
    public let status: Int

    /// Whether it was done.
    public var wasDone: Bool { status < 400 }
}

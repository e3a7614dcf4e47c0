public import Foundation

/// A job queue log entry: one attempt of an entry, or a line that says why there was none.
public struct Run: Sendable, Identifiable, Codable {
    /// UUIDv7.
    public let id: String
    /// The entry's id. The entry itself may be gone.
    public let entry: String
    public let task: String
    public let number: Int
    public let shop: String?
    /// 1 for the first attempt; 0 when nothing ran.
    public let attempt: Int
    public let status: RunStatus
    public let scheduledFor: Date?
    public let started: Date
    public let ended: Date?
    public let node: String?
    public let message: String?
    /// Why it failed.
    public let error: String?
    /// A stable name of what went wrong, where the error has one: see `FailureCode`.
    public let errorCode: String?
    public let progress: Progress?
    public let counts: Counts
    public let requests: Int
    public let points: Int
    public let parameters: [String: JSONValue]

    /// Seconds from start to end; nil while it runs.
    public var seconds: Double? { ended.map { $0.timeIntervalSince(started) } }
}

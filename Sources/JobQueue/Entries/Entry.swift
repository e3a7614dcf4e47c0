public import Foundation

/// A job queue entry, as it stood when it was read.
public struct Entry: Sendable, Identifiable, Codable {
    /// UUIDv7: later entries sort after earlier ones.
    public let id: String
    /// The task's name.
    public let task: String
    /// The task's number.
    public let number: Int
    public let description: String
    public let shop: String?
    public let category: String?
    public let priority: Priority
    public let status: EntryStatus
    public let earliestStart: Date?
    public let expiration: Date?
    public let recurrence: Recurrence?
    public let maximumAttempts: Int
    /// Attempts charged since the entry was last set ready or its last slot ended.
    public let attempts: Int
    /// Seconds.
    public let rerunDelay: Int
    /// Seconds an attempt.
    public let timeout: Int
    public let onFailure: OnFailure
    /// Minutes.
    public let inactivityTimeout: Int?
    public let notify: Notify?
    public let parameters: [String: JSONValue]
    /// What it holds while it runs: its category's lock and its footprint.
    public let locks: [String]
    /// For a waiting entry: the locks it needs that are held, and by whom.
    public let waitingFor: [WaitingFor]
    /// Why it failed last. Cleared by success and by a person's *Ready* or *Restart*.
    public let error: String?
    public let owner: String?
    public let language: String?
    /// It shows what would change, and changes nothing.
    public let isDryRun: Bool
    /// When it starts next, when it is Ready or waits for a retry; when it was due, when it is Waiting or In Process.
    public let nextStart: Date?
    /// The slot it stands for: the next one, or the one that is running.
    public let scheduledFor: Date?
    public let created: Date
    public let finished: Date?
    /// The run that is going on.
    public let run: String?
    /// The node that runs it.
    public let node: String?
    /// A person asked for the running attempt to be cancelled.
    public let isCancelling: Bool
    /// The running attempt goes on, nothing starts after it.
    public let holdsAfterRun: Bool
    /// *Restart after this run* was asked for.
    public let restartsAfterRun: Bool
}

public import Foundation

/// What somebody wants to run: a job queue entry before it is saved.
///
/// Everything but the task may be left out. Values are checked when it is saved; see ``JobQueue/JobQueue/enqueue(_:force:)->Entry``.
public struct NewEntry: Sendable, Codable {
    /// The task's name (`sync-orders`) or number (`30104`).
    public var task: String
    /// Left out: the task's title and the shop.
    public var description: String?
    public var shop: String?
    /// The request page's values. Texts are taken for typed values where they can be, as from a command line.
    public var parameters: [String: JSONValue]
    /// At most 10 characters.
    public var category: String?
    public var priority: Priority
    /// Not before this instant.
    public var earliestStart: Date?
    /// Not after this instant; later than ``earliestStart``.
    public var expiration: Date?
    /// Absent: a one-off.
    public var recurrence: Recurrence?
    /// Runs in all, 1…100.
    public var maximumAttempts: Int
    /// Seconds before the second attempt; doubled for each further one, at most 15 minutes, ± 20 %.
    public var rerunDelay: Int
    /// Seconds that one attempt may take.
    public var timeout: Int
    public var onFailure: OnFailure
    /// Minutes that a recurring entry sleeps after it found nothing to do.
    public var inactivityTimeout: Int?
    public var notify: Notify?
    /// The user who creates it.
    public var owner: String?
    /// The language of its messages, `en` or `ru`.
    public var language: String?
    /// Saved *On Hold*, to be edited and set *Ready* by a person.
    public var hold: Bool
    /// Shows what would change, and changes nothing; see ``JobContext/isDryRun``.
    public var isDryRun: Bool

    public init(
        task: String,
        shop: String? = nil,
        parameters: [String: JSONValue] = [:],
        description: String? = nil,
        category: String? = nil,
        priority: Priority = .normal,
        earliestStart: Date? = nil,
        expiration: Date? = nil,
        recurrence: Recurrence? = nil,
        maximumAttempts: Int = 5,
        rerunDelay: Int = 15,
        timeout: Int = 43_200,
        onFailure: OnFailure = .keepSchedule,
        inactivityTimeout: Int? = nil,
        notify: Notify? = nil,
        owner: String? = nil,
        language: String? = nil,
        hold: Bool = false,
        isDryRun: Bool = false
    ) {
        self.task = task
        self.shop = shop
        self.parameters = parameters
        self.description = description
        self.category = category
        self.priority = priority
        self.earliestStart = earliestStart
        self.expiration = expiration
        self.recurrence = recurrence
        self.maximumAttempts = maximumAttempts
        self.rerunDelay = rerunDelay
        self.timeout = timeout
        self.onFailure = onFailure
        self.inactivityTimeout = inactivityTimeout
        self.notify = notify
        self.owner = owner
        self.language = language
        self.hold = hold
        self.isDryRun = isDryRun
    }

    enum CodingKeys: String, CodingKey {
        case task, description, shop, parameters, category, priority, earliestStart, expiration, recurrence, maximumAttempts
        case rerunDelay, timeout, onFailure, inactivityTimeout, notify, owner, language, hold, isDryRun
    }
}

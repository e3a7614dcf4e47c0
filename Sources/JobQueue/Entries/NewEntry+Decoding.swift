import Foundation

extension NewEntry {
    /// The body of an API call: the names of an entry's JSON, everything but `task` optional.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let number = try? values.decodeIfPresent(Int.self, forKey: .task)
        self.init(task: try number.map(String.init) ?? values.decode(String.self, forKey: .task))
        shop = try values.decodeIfPresent(String.self, forKey: .shop)
        description = try values.decodeIfPresent(String.self, forKey: .description)
        parameters = try values.decodeIfPresent([String: JSONValue].self, forKey: .parameters) ?? [:]
        category = try values.decodeIfPresent(String.self, forKey: .category)
        priority = try values.decodeIfPresent(Priority.self, forKey: .priority) ?? priority
        earliestStart = try values.decodeIfPresent(Date.self, forKey: .earliestStart)
        expiration = try values.decodeIfPresent(Date.self, forKey: .expiration)
        recurrence = try values.decodeIfPresent(Recurrence.self, forKey: .recurrence)
        maximumAttempts = try values.decodeIfPresent(Int.self, forKey: .maximumAttempts) ?? maximumAttempts
        rerunDelay = try values.decodeIfPresent(Int.self, forKey: .rerunDelay) ?? rerunDelay
        timeout = try values.decodeIfPresent(Int.self, forKey: .timeout) ?? timeout
        onFailure = try values.decodeIfPresent(OnFailure.self, forKey: .onFailure) ?? onFailure
        inactivityTimeout = try values.decodeIfPresent(Int.self, forKey: .inactivityTimeout)
        notify = try values.decodeIfPresent(Notify.self, forKey: .notify)
        owner = try values.decodeIfPresent(String.self, forKey: .owner)
        language = try values.decodeIfPresent(String.self, forKey: .language)
        hold = try values.decodeIfPresent(Bool.self, forKey: .hold) ?? hold
        isDryRun = try values.decodeIfPresent(Bool.self, forKey: .isDryRun) ?? isDryRun
    }
}

public import JobQueue

/// The one-off copy that *Run once* makes: the same task, shop, parameters, category and limits, without the schedule.
public enum RunOnceCopy {
    public static func of(_ entry: Entry, owner: String?) -> NewEntry {
        var copy = NewEntry(task: entry.task)
        copy.description = entry.description
        copy.shop = entry.shop
        copy.parameters = entry.parameters
        copy.category = entry.category
        copy.priority = entry.priority
        copy.maximumAttempts = entry.maximumAttempts
        copy.rerunDelay = entry.rerunDelay
        copy.timeout = entry.timeout
        copy.onFailure = entry.onFailure
        copy.isDryRun = entry.isDryRun
        copy.owner = owner
        copy.language = entry.language
        return copy
    }
}

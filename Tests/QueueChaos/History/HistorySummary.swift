/// What a history was about, in numbers.
struct HistorySummary: Sendable, Hashable {
    var events = 0
    var entries = 0
    var claims = 0
    var effects = 0
    /// Slots of recurring entries that were brought to success.
    var slots = 0
    /// Ended runs by status.
    var runs: [String: Int] = [:]
    /// Attempts that were to fail of themselves.
    var plannedFailures = 0

    /// Runs that ended because their worker died, paused too long or lost the database.
    var lostRuns: Int {
        let others = runs.filter { !["success", "skipped", "expired"].contains($0.key) }
        return max(0, others.values.reduce(0, +) - plannedFailures)
    }
}

/// From what the next run is counted.
public enum RecurrenceSpacing: String, Sendable, Hashable, CaseIterable {
    /// From the scheduled time of the last run: nothing drifts.
    case fixedRate = "fixed-rate"
    /// From the end of the last run: there is always the same pause between runs.
    case afterCompletion = "after-completion"

    /// Reads "fixed-rate" as well as "fixedRate".
    init?(name: String) {
        let plain = name.lowercased().filter(\.isLetter)
        guard let found = Self.allCases.first(where: { $0.rawValue.filter(\.isLetter) == plain }) else { return nil }
        self = found
    }
}

/// What happens with slots that passed while nothing was there to run them.
public enum MissedRunPolicy: Sendable, Hashable, CustomStringConvertible {
    /// One run at once for all that were missed (if the recurrence has an end, only while the latest missed slot's window is open).
    case once
    /// None: the schedule goes on with the next slot.
    case skip
    /// One run for each missed slot, oldest first, at most so many.
    case all(atMost: Int)

    /// How many missed runs ``all(atMost:)`` may repeat.
    public static let limit = 1...1_000

    /// Reads "once", "skip" or "all:10"; nil for anything else.
    public init?(_ text: String) {
        switch text.lowercased() {
        case "once": self = .once
        case "skip": self = .skip
        case let word:
            let parts = word.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0] == "all", let count = Int(parts[1]), Self.limit.contains(count) else { return nil }
            self = .all(atMost: count)
        }
    }

    /// "once", "skip" or "all:10", as JSON and the command line write it.
    public var description: String {
        switch self {
        case .once: "once"
        case .skip: "skip"
        case .all(let count): "all:\(count)"
        }
    }
}

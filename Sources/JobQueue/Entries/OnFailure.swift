/// What becomes of a recurring entry whose attempts are used up.
public enum OnFailure: String, Sendable, Hashable, Codable, CaseIterable {
    /// The next slot runs as usual; the failure stays visible. The default.
    case keepSchedule
    /// Status Error, until a person acts.
    case stop
}

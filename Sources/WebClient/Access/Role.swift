/// What somebody may do. Each role may do all that the lower ones may.
public enum Role: String, Codable, Sendable, CaseIterable, Comparable {
    /// Sees everything but secrets; changes nothing.
    case viewer
    /// Runs, holds and mends: the daily work.
    case `operator`
    /// Shops, credentials, users and tokens.
    case administrator

    public static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .viewer: 0
        case .operator: 1
        case .administrator: 2
        }
    }
}

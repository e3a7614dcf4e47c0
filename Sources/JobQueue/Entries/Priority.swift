/// Which of the entries that are due starts first.
///
/// Waiting raises it slowly: an entry that has been due 10 minutes longer overtakes one of the next higher priority, so that
/// low cannot starve.
public enum Priority: Int, Sendable, Hashable, CaseIterable, Comparable {
    case low = 0
    case normal = 1
    case high = 2

    /// 10 minutes of waiting are worth one step of priority.
    static let step: Int64 = 600_000_000

    /// What due entries are ordered by, smallest first: microseconds.
    func rank(due: Int64) -> Int64 { due - Int64(rawValue) * Self.step }

    public static func < (a: Priority, b: Priority) -> Bool { a.rawValue < b.rawValue }
}

extension Priority: Codable {
    /// `low`, `normal` or `high`.
    public var name: String {
        switch self {
        case .low: "low"
        case .normal: "normal"
        case .high: "high"
        }
    }

    public init?(name: String) {
        guard let priority = Self.allCases.first(where: { $0.name == name.lowercased() }) else { return nil }
        self = priority
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let name = try container.decode(String.self)
        guard let priority = Priority(name: name) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "The priority is low, normal or high, not \(name).")
        }
        self = priority
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}

/// Why a recurrence was refused: every wrong field at once, each with a sentence to act on.
public struct RecurrenceError: Error, Sendable, Hashable, CustomStringConvertible {
    public struct Problem: Sendable, Hashable, Codable, CustomStringConvertible {
        /// The field of the recurrence: "days", "start", "end", "every", "formula", "zone", "spacing" or "missed".
        public let field: String
        /// What is wrong with it and what to write instead.
        public let message: String

        public var description: String { "\(field): \(message)" }
    }

    /// A stable name for programs.
    public let code = "invalidRecurrence"
    /// Never empty; in the order of the fields.
    public let problems: [Problem]

    public var description: String { problems.map(\.description).joined(separator: " · ") }
}

public import Foundation

/// A line that a run wrote to its log.
public struct LogLine: Sendable, Hashable, Codable {
    /// Rises within the run; lines that were dropped for the 2 MiB limit leave a gap at the start.
    public let number: Int
    public let at: Date
    /// `trace` … `critical`.
    public let level: String
    public let message: String
    /// Metadata as `key=value` texts, sorted.
    public let metadata: [String: String]

    public init(number: Int, at: Date, level: String, message: String, metadata: [String: String] = [:]) {
        self.number = number
        self.at = at
        self.level = level
        self.message = message
        self.metadata = metadata
    }
}

import Foundation

/// What the controller tells a node process, as JSON in its environment.
struct NodeSetup: Codable, Sendable {
    static let variable = "BACKROOM_CHAOS_NODE"

    var name: String
    var database: String
    var workers: Int
    /// Seconds after which others take back what the node holds.
    var lease: Double
    /// A file with the seconds by which the node's clock is wrong; read again and again. SQLite only: there the host's clock decides.
    var clockFile: String?

    var environment: String {
        get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
    }

    static func fromEnvironment() throws -> NodeSetup {
        guard let text = ProcessInfo.processInfo.environment[variable] else {
            throw ChaosError("\(variable) is not set: nodes are started by “check”.")
        }
        return try JSONDecoder().decode(NodeSetup.self, from: Data(text.utf8))
    }
}

/// What stops the checker itself.
struct ChaosError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

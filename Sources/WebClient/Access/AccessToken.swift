public import Foundation

/// An API token as lists show it. The secret itself is shown once, when the token is made, and never stored.
public struct AccessToken: Codable, Sendable, Equatable {
    public let name: String
    public let role: Role
    public let createdAt: Date
    public let lastUsedAt: Date?
}

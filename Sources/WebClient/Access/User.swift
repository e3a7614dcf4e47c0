public import Foundation

/// Somebody who signs in to the pages.
public struct User: Codable, Sendable, Equatable {
    public let name: String
    public let role: Role
    public let language: PageLanguage?
    public let createdAt: Date
    /// Since when he may not sign in; nil while he may.
    public var deactivatedAt: Date?

    public var isActive: Bool { deactivatedAt == nil }
}

public import Foundation

/// Gives the access token for a shop.
public protocol AdminCredentials: Sendable {
    /// A token that is good now.
    func token() async throws -> AdminToken
    /// A token instead of one that the shop refused; `nil` when there is no other.
    func token(insteadOf refused: AdminToken) async throws -> AdminToken?
}

/// An access token. Its description hides it.
public struct AdminToken: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public let value: String
    /// When Shopify stops accepting it; `nil` when it does not expire.
    public let expiresAt: Date?
    /// The access scopes it was granted with; empty when unknown.
    public let scopes: [String]
    /// What the next token is asked for with, where the grant has such a thing.
    public let refreshToken: String?

    public init(_ value: String, expiresAt: Date? = nil, scopes: [String] = [], refreshToken: String? = nil) {
        self.value = value
        self.expiresAt = expiresAt
        self.scopes = scopes
        self.refreshToken = refreshToken
    }

    public var description: String { "token …\(value.count > 12 ? String(value.suffix(4)) : "")" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// A token that a person entered.
public struct StaticToken: AdminCredentials {
    private let value: AdminToken

    public init(_ value: String) {
        self.value = AdminToken(value)
    }

    public func token() async throws -> AdminToken { value }
    public func token(insteadOf refused: AdminToken) async throws -> AdminToken? { nil }
}

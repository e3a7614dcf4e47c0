/// One point of a shop's checklist.
public struct ShopCheck: Sendable, Hashable, Codable {
    public enum State: String, Sendable, Codable { case ok, warning, failed }

    /// `token`, `scopes`, `apiVersion`, `plan`, `currency`, `locations`.
    public var name: String
    public var state: State
    /// What was found, and what mends it.
    public var message: String

    public init(_ name: String, _ state: State, _ message: String) {
        self.name = name
        self.state = state
        self.message = message
    }
}

/// The checklist of `shop test`.
public struct ShopReport: Sendable, Codable {
    public var shop: String
    public var checks: [ShopCheck]
    /// Whether nothing failed.
    public var passed: Bool

    init(shop: String, checks: [ShopCheck]) {
        self.shop = shop
        self.checks = checks
        passed = !checks.contains { $0.state == .failed }
    }
}

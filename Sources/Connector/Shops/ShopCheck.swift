import ShopifyAdmin

/// One point of a shop's checklist.
public struct ShopCheck: Sendable, Hashable, Codable {
    public enum State: String, Sendable, Codable { case ok, warning, failed }

    /// `token`, `scopes`, `apiVersion`, `plan`, `currency`, `locations`, `webhooks`.
    public var name: String
    public var state: State
    /// What was found, and what mends it.
    public var message: String
    /// The Admin API's code of what failed, such as `unauthorized` or `notConnected`.
    public var code: String?

    public init(_ name: String, _ state: State, _ message: String, code: String? = nil) {
        self.name = name
        self.state = state
        self.message = message
        self.code = code
    }
}

/// The checklist of `shop test`.
public struct ShopReport: Sendable, Codable {
    public var shop: String
    public var checks: [ShopCheck]
    /// Whether nothing failed.
    public var passed: Bool

    /// Whether nobody answered, or somebody who is not a shop.
    public var isUnreachable: Bool {
        let codes: Set<AdminError.Code> = [
            .notConnected, .connectionLost, .timeout, .unavailable, .notFound, .malformedBody, .unexpectedStatus,
        ]
        return checks.contains { check in codes.contains { $0.rawValue == check.code } }
    }

    init(shop: String, checks: [ShopCheck]) {
        self.shop = shop
        self.checks = checks
        passed = !checks.contains { $0.state == .failed }
    }
}

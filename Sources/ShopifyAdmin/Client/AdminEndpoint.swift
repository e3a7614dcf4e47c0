/// Where a shop's Admin API answers, and in which version.
public struct AdminEndpoint: Sendable, Hashable, CustomStringConvertible {
    /// The shop's own domain, such as `demo.myshopify.com`. It names the shop in errors and logs.
    public let shop: String
    /// Scheme, host and path before `/admin`, without a slash at the end.
    public let base: String
    /// The API version in the path.
    public let version: AdminAPIVersion

    /// - Parameters:
    ///   - shop: the `*.myshopify.com` domain.
    ///   - base: another address that speaks the same API (a sandbox, a proxy); `https://` and the shop's domain otherwise.
    public init(shop: String, base: String? = nil, version: AdminAPIVersion = .current) {
        self.shop = shop
        var address = base ?? "https://\(shop)"
        while address.hasSuffix("/") { address.removeLast() }
        self.base = address
        self.version = version
    }

    /// The address of every GraphQL request.
    public var graphQL: String { "\(base)/admin/api/\(version)/graphql.json" }
    /// The address where tokens are granted.
    public var accessToken: String { "\(base)/admin/oauth/access_token" }
    public var description: String { base.hasSuffix("://\(shop)") ? shop : "\(shop) at \(base)" }

    /// Whether the text is a shop domain that Shopify gives out. Guard for every place where a domain comes from outside:
    /// a token must never be sent elsewhere.
    public static func isShopDomain(_ text: String) -> Bool {
        guard text.hasSuffix(".myshopify.com") else { return false }
        let name = text.dropLast(".myshopify.com".count)
        guard let first = name.utf8.first, first != UInt8(ascii: "-") else { return false }
        return name.utf8.allSatisfy { byte in
            (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")) || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
                || byte == UInt8(ascii: "-")
        }
    }
}

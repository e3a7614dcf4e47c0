import Crypto
import Foundation

/// The authorization-code grant: the merchant's consent in the browser (Shopify, "Implement authorization code grant manually").
public struct AuthorizationRequest: Sendable, Hashable {
    public let shop: String
    public let clientID: String
    public let scopes: [String]
    public let redirect: String
    /// A secret that only the browser that began and we know: without it a callback is not ours.
    public let state: String
    /// Scheme, host and path before `/admin`: the shop's own, unless another address stands in for it.
    private let base: String

    /// `nil` when the shop's domain is none that Shopify gives out.
    ///
    /// - Parameter base: an address that stands in for the shop's own, such as a sandbox's.
    public init?(shop: String, clientID: String, scopes: [String], redirect: String, state: String, base: String? = nil) {
        guard AdminEndpoint.isShopDomain(shop), !state.isEmpty else { return nil }
        self.shop = shop
        self.clientID = clientID
        self.scopes = scopes
        self.redirect = redirect
        self.state = state
        self.base = AdminEndpoint(shop: shop, base: base).base
    }

    /// Where the browser is sent.
    public var url: String {
        let fields = [("client_id", clientID), ("scope", scopes.joined(separator: ",")), ("redirect_uri", redirect), ("state", state)]
        return "\(base)/admin/oauth/authorize?" + fields.map { "\($0)=\(TokenEndpoint.escaped($1))" }.joined(separator: "&")
    }

    /// The code of a callback, if the callback belongs to this request and comes from Shopify.
    /// - Parameter query: the callback's parameters, decoded.
    public func code(in query: [String: String], secret: String) -> String? {
        guard query["shop"] == shop, let given = query["state"], Self.isEqual(given, state), Self.isSigned(query, secret: secret)
        else { return nil }
        return query["code"]
    }

    /// Whether the parameters carry Shopify's signature: the hex HMAC-SHA256 of the others, sorted, joined by `&`.
    public static func isSigned(_ query: [String: String], secret: String) -> Bool {
        guard let signature = query["hmac"], let code = bytes(ofHex: signature), !secret.isEmpty else { return false }
        let text = query.filter { $0.key != "hmac" }.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Data(text.utf8), using: SymmetricKey(data: Data(secret.utf8)))
    }

    private static func isEqual(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(SHA256.hash(data: Data(left.utf8))), Array(SHA256.hash(data: Data(right.utf8))))
        return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func bytes(ofHex text: String) -> Data? {
        guard text.utf8.count == 2 * SHA256.byteCount else { return nil }
        var bytes = Data()
        var digits = text[...]
        while !digits.isEmpty {
            guard let byte = UInt8(digits.prefix(2), radix: 16) else { return nil }
            bytes.append(byte)
            digits = digits.dropFirst(2)
        }
        return bytes
    }
}

public import Foundation

/// How a shop is entered. Printing it never shows a token or a secret.
public enum ShopCredentials: Codable, Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// A static Admin API access token of a custom app.
    case token(String)
    /// A static access token, and the app's secret that its webhooks are signed with.
    case signedToken(String, secret: String)
    /// An app's id and secret, exchanged for tokens that live 24 hours.
    case clientCredentials(id: String, secret: String)
    /// The result of the authorization-code grant: a token that expires, and the one that renews it.
    case authorization(clientID: String, clientSecret: String, accessToken: String, refreshToken: String, expires: Date)

    /// The kind in a user's words.
    public var kind: String {
        switch self {
        case .token, .signedToken: "access token"
        case .clientCredentials: "client credentials"
        case .authorization: "authorization"
        }
    }

    /// The secret that Shopify signs webhooks with, where it is known.
    public var webhookSecret: String? {
        switch self {
        case .token: nil
        case .signedToken(_, let secret): secret
        case .clientCredentials(_, let secret): secret
        case .authorization(_, let secret, _, _, _): secret
        }
    }

    /// The app's id and secret, where both are known: what the authorization-code grant needs.
    public var app: (id: String, secret: String)? {
        switch self {
        case .token, .signedToken: nil
        case .clientCredentials(let id, let secret): (id, secret)
        case .authorization(let id, let secret, _, _, _): (id, secret)
        }
    }

    /// - Throws: `ConnectorError` `invalidValue` when a part is empty or has characters that no header can carry.
    public func validate() throws {
        let parts: [(String, String)] =
            switch self {
            case .token(let token): [("token", token)]
            case .signedToken(let token, let secret): [("token", token), ("client-secret", secret)]
            case .clientCredentials(let id, let secret): [("client-id", id), ("client-secret", secret)]
            case .authorization(let id, let secret, let access, let refresh, _):
                [("client-id", id), ("client-secret", secret), ("accessToken", access), ("refreshToken", refresh)]
            }
        for (name, value) in parts {
            guard !value.isEmpty, value.utf8.count <= 4096, value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
                throw ConnectorError(
                    .invalidValue,
                    "The \(name) is empty or has spaces or characters that a token cannot have.",
                    field: name
                )
            }
        }
    }

    public var description: String { "ShopCredentials(\(kind), hidden)" }
    public var debugDescription: String { description }
    /// `dump` and debuggers see no secret either.
    public var customMirror: Mirror { Mirror(self, children: ["kind": kind]) }
}

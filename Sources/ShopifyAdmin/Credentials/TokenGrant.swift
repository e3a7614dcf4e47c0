/// How an app asks for a token.
public enum TokenGrant: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible {
    /// An app and shops of one organisation: a token for 24 hours, asked for again with the same secret.
    case clientCredentials(id: String, secret: String)
    /// A token that came by the authorization-code grant and expires: each answer brings the next refresh token.
    case refresh(id: String, secret: String, refreshToken: String)
    /// The code that came back from the merchant's consent, once.
    case authorizationCode(id: String, secret: String, code: String)

    /// The form fields of the request (Shopify, "Client credentials grant", "Offline access tokens", "Authorization code grant").
    func fields(refreshToken newest: String?) -> [(String, String)] {
        switch self {
        case .clientCredentials(let id, let secret):
            [("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret)]
        case .refresh(let id, let secret, let first):
            [("grant_type", "refresh_token"), ("client_id", id), ("client_secret", secret), ("refresh_token", newest ?? first)]
        case .authorizationCode(let id, let secret, let code):
            [("client_id", id), ("client_secret", secret), ("code", code), ("expiring", "1")]
        }
    }

    public var description: String {
        switch self {
        case .clientCredentials(let id, _): "client credentials of \(id)"
        case .refresh(let id, _, _): "refresh token of \(id)"
        case .authorizationCode(let id, _, _): "authorization code of \(id)"
        }
    }

    public var debugDescription: String { description }
}

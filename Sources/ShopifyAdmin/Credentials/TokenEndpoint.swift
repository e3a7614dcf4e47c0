import Foundation

/// Asks a shop's `/admin/oauth/access_token` for tokens.
public struct TokenEndpoint: Sendable {
    private let endpoint: AdminEndpoint
    private let transport: any AdminTransport
    private let time: AdminTime
    private let retry: RetryPolicy

    public init(
        _ endpoint: AdminEndpoint,
        transport: any AdminTransport,
        time: AdminTime = .system,
        retry: RetryPolicy = RetryPolicy(attempts: 4)
    ) {
        self.endpoint = endpoint
        self.transport = transport
        self.time = time
        self.retry = retry
    }

    private struct Granted: Decodable {
        let accessToken: String
        let scope: String?
        let expiresIn: Double?
        let refreshToken: String?

        enum CodingKeys: String, CodingKey {
            case accessToken = "access_token"
            case scope
            case expiresIn = "expires_in"
            case refreshToken = "refresh_token"
        }
    }

    /// A new token. Repeats what fails on the way; asking twice does no harm, except with an authorization code, which is asked once.
    /// - Throws: `AdminError` with `credentialsRefused` when the shop does not accept them.
    public func grant(_ grant: TokenGrant, refreshToken: String? = nil) async throws -> AdminToken {
        var attempts = retry.attempts
        if case .authorizationCode = grant { attempts = 1 }
        var attempt = 1
        while true {
            do {
                return try await ask(grant.fields(refreshToken: refreshToken))
            } catch let error as AdminError where error.isTransient && attempt < attempts {
                try await time.sleep(error.retryAfter ?? retry.delay(after: attempt, random: time.random()))
                attempt += 1
            }
        }
    }

    private func ask(_ fields: [(String, String)]) async throws -> AdminToken {
        let asked = time.date()
        let request = AdminHTTPRequest(
            url: endpoint.accessToken,
            headers: [("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json")],
            body: Data(fields.map { "\(Self.escaped($0.0))=\(Self.escaped($0.1))" }.joined(separator: "&").utf8),
            timeout: .seconds(30),
            bodyLimit: 1 << 20
        )
        let response: AdminHTTPResponse
        do {
            response = try await transport.send(request)
        } catch let failure as AdminTransportFailure {
            throw named(AdminError.transport(failure, isMutation: false))
        }
        guard response.status == 200 else { throw named(refusal(response)) }
        guard let granted = try? AdminJSON.decode(Granted.self, from: response.body), !granted.accessToken.isEmpty else {
            throw named(AdminError(.malformedBody, "The shop's answer to the request for an access token cannot be read."))
        }
        return AdminToken(
            granted.accessToken,
            expiresAt: granted.expiresIn.map { asked.addingTimeInterval($0) },
            scopes: granted.scope?.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init) ?? [],
            refreshToken: granted.refreshToken
        )
    }

    private func refusal(_ response: AdminHTTPResponse) -> AdminError {
        var error = AdminError.status(response.status, words: WireError.words(in: response.body), isMutation: false)
        error.retryAfter = response.retryAfter
        guard [400, 401, 403].contains(response.status) else { return error }
        return AdminError(
            .credentialsRefused,
            "The shop does not accept the app's client id and secret\(WireError.words(in: response.body).map { ": “\($0)”" } ?? ".")",
            mend: "Check both on the shop card, and that the app is installed in this shop.",
            status: response.status
        )
    }

    private func named(_ error: AdminError) -> AdminError {
        var error = error
        error.shop = endpoint.shop
        error.operation = "access token"
        return error
    }

    static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    private static let unreserved = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}

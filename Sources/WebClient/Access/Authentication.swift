import Foundation
import Hummingbird

/// Finds out who makes a request: by its bearer token, or by the cookie of a session.
struct Authentication: Sendable {
    static let cookie = "backroom"

    private let tokens: AccessTokens
    let sessions: Sessions

    init(_ services: WebServices) {
        tokens = AccessTokens(database: services.database)
        sessions = Sessions(database: services.database)
    }

    /// Who calls the API. A session counts only together with its CSRF token when something is to be written.
    @Sendable
    func principal(of request: Request, _ context: WebContext) async throws -> Principal? {
        if let header = request.headers[.authorization] {
            let parts = header.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
            return try await tokens.principal(secret: String(parts[1]).trimmingCharacters(in: .whitespaces))
        }
        guard let session = try await session(of: request) else { return nil }
        guard request.method == .get || Self.same(request.headers[.csrfToken] ?? "", session.csrf) else {
            throw Problem(.forbidden, code: "csrf", "A page's call needs its token: reload the page.")
        }
        return Principal(name: session.user.name, role: session.user.role, proof: .session)
    }

    /// The session of a page's request.
    func session(of request: Request) async throws -> Sessions.Session? {
        guard let secret = request.cookies[Self.cookie]?.value else { return nil }
        return try await sessions.find(secret)
    }

    /// Whether two secrets are the same, in a time that does not tell how far they agree.
    static func same(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        return left.count == right.count && zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

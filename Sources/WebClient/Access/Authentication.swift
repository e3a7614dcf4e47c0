import Foundation
import Hummingbird

/// Finds out who makes a request: by its bearer token.
struct Authentication: Sendable {
    private let tokens: AccessTokens

    init(_ services: WebServices) {
        tokens = AccessTokens(database: services.database)
    }

    @Sendable
    func principal(of request: Request, _ context: WebContext) async throws -> Principal? {
        guard let header = request.headers[.authorization] else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return try await tokens.principal(secret: String(parts[1]).trimmingCharacters(in: .whitespaces))
    }
}

public import Foundation

/// A token that is renewed before it expires, and when the shop refuses it.
///
/// One renewal at a time: whoever needs a token meanwhile waits for that one. A renewal goes on when the caller who began it is
/// cancelled, because others wait for it.
public actor RenewedToken: AdminCredentials {
    private let grant: TokenGrant
    private let source: TokenEndpoint
    private let time: AdminTime
    private let margin: TimeInterval
    private let keep: @Sendable (AdminToken) async -> Void
    private var current: AdminToken?
    private var renewal: Task<AdminToken, any Error>?

    /// - Parameters:
    ///   - token: one that was kept from before.
    ///   - margin: seconds before the expiry from which on a new token is asked for.
    ///   - keep: told of each new token, before anybody uses it; a rotating refresh token must be stored here.
    public init(
        _ grant: TokenGrant,
        from source: TokenEndpoint,
        token: AdminToken? = nil,
        margin: TimeInterval = 300,
        time: AdminTime = .system,
        keep: @escaping @Sendable (AdminToken) async -> Void = { _ in }
    ) {
        self.grant = grant
        self.source = source
        self.margin = margin
        self.time = time
        self.keep = keep
        current = token
    }

    public func token() async throws -> AdminToken {
        if let current, !isDue(current) { return current }
        do {
            return try await renewed()
        } catch let error as AdminError where error.isTransient {
            // The old one may still be good for the minutes of the margin.
            if let current, let expiry = current.expiresAt, expiry > time.date() { return current }
            throw error
        }
    }

    public func token(insteadOf refused: AdminToken) async throws -> AdminToken? {
        // Somebody else was faster.
        if let current, current != refused, !isDue(current) { return current }
        return try await renewed()
    }

    private func isDue(_ token: AdminToken) -> Bool {
        guard let expiry = token.expiresAt else { return false }
        return expiry.timeIntervalSince(time.date()) < margin
    }

    private func renewed() async throws -> AdminToken {
        if let renewal { return try await renewal.value }
        let task = Task { [source, grant, keep, refreshToken = current?.refreshToken] in
            let token = try await source.grant(grant, refreshToken: refreshToken)
            await keep(token)
            return token
        }
        renewal = task
        defer { renewal = nil }
        let token = try await task.value
        current = token
        return token
    }
}

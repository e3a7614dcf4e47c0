import ShopifyAdmin

/// A transport without a network: every request finds nobody.
struct NoTransport: AdminTransport {
    func send(_ request: AdminHTTPRequest) async throws -> AdminHTTPResponse { throw AdminTransportFailure(.notConnected) }
}

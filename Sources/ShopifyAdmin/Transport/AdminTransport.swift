public import Foundation

/// Sends one HTTP request and reads its whole answer. `HTTPClientTransport` is the real one; tests bring their own.
public protocol AdminTransport: Sendable {
    /// Throws `AdminTransportFailure` when there is no whole answer, and `CancellationError` when the task was cancelled.
    func send(_ request: AdminHTTPRequest) async throws -> AdminHTTPResponse

    /// Reads an answer of any length piece by piece. Pieces come only with status 200 or 206; any other answer is returned whole. The
    /// timeout counts until the answer begins.
    func download(_ request: AdminHTTPRequest, each piece: (_ head: AdminHTTPResponse, Data) async throws -> Void) async throws
        -> AdminHTTPResponse
}

extension AdminTransport {
    public func download(
        _ request: AdminHTTPRequest,
        each piece: (_ head: AdminHTTPResponse, Data) async throws -> Void
    ) async throws -> AdminHTTPResponse {
        let response = try await send(request)
        if response.status == 200 || response.status == 206 { try await piece(response, response.body) }
        return response
    }
}

public struct AdminHTTPRequest: Sendable {
    public var method: String
    public var url: String
    public var headers: [(name: String, value: String)]
    public var body: Data
    /// From now to the last byte of the answer.
    public var timeout: Duration
    /// The largest answer in bytes.
    public var bodyLimit: Int

    public init(
        method: String = "POST",
        url: String,
        headers: [(name: String, value: String)],
        body: Data,
        timeout: Duration,
        bodyLimit: Int
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.bodyLimit = bodyLimit
    }
}

public struct AdminHTTPResponse: Sendable {
    public let status: Int
    public let headers: [(name: String, value: String)]
    public let body: Data

    public init(status: Int, headers: [(name: String, value: String)] = [], body: Data = Data()) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first header of that name, whatever its case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.caseInsensitiveCompare(name) == .orderedSame }?.value
    }
}

/// Why there is no whole answer.
public struct AdminTransportFailure: Error {
    public enum Kind: Sendable, Hashable {
        /// No connection: nothing was sent.
        case notConnected
        /// The answer did not come in time.
        case timeout
        /// The connection broke after the request was sent.
        case connectionLost
        /// The answer is larger than the limit.
        case bodyTooLarge
    }

    public let kind: Kind
    public let cause: (any Error)?

    public init(_ kind: Kind, cause: (any Error)? = nil) {
        self.kind = kind
        self.cause = cause
    }
}

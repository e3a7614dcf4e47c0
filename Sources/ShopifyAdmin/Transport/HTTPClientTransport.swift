public import AsyncHTTPClient
public import Foundation
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix

/// The transport over async-http-client.
///
/// Honest limits: a timeout or a broken connection says nothing about whether the server carried the request out.
public struct HTTPClientTransport: AdminTransport {
    private let client: HTTPClient

    /// - Parameter client: shared by all shops; whoever made it shuts it down. `configuration` is made for it.
    public init(_ client: HTTPClient) {
        self.client = client
    }

    /// A configuration that fails fast where the client repeats by itself, and reads compressed answers.
    public static var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.timeout.connect = .seconds(10)
        configuration.timeout.read = .seconds(60)
        configuration.redirectConfiguration = .disallow
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 16
        configuration.decompression = .enabled(limit: .none)
        return configuration
    }

    public func send(_ request: AdminHTTPRequest) async throws -> AdminHTTPResponse {
        do {
            return try await withTimeout(request.timeout) { try await exchange(request) }
        } catch let failure as AdminTransportFailure {
            throw failure
        } catch let error as CancellationError {
            throw error
        } catch {
            if Task.isCancelled { throw CancellationError() }
            throw AdminTransportFailure(Self.kind(of: error), cause: error)
        }
    }

    public func download(
        _ request: AdminHTTPRequest,
        each piece: (_ head: AdminHTTPResponse, Data) async throws -> Void
    ) async throws -> AdminHTTPResponse {
        do {
            let response = try await client.execute(outgoing(request), timeout: .nanoseconds(Int64(request.timeout.inSeconds * 1e9)))
            let head = AdminHTTPResponse(
                status: Int(response.status.code),
                headers: response.headers.map { (name: $0.name, value: $0.value) }
            )
            for try await chunk in response.body {
                // A refusal may have a body; it is not what was asked for.
                if head.status == 200 || head.status == 206 { try await piece(head, Data(chunk.readableBytesView)) }
            }
            return head
        } catch {
            if Task.isCancelled { throw CancellationError() }
            guard
                error is HTTPClientError || error is NIOConnectionError || error is IOError || error is ChannelError
                    || error is HTTPParserError
            else { throw error }
            throw AdminTransportFailure(Self.kind(of: error), cause: error)
        }
    }

    private func outgoing(_ request: AdminHTTPRequest) -> HTTPClientRequest {
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = HTTPMethod(rawValue: request.method)
        for (name, value) in request.headers { outgoing.headers.add(name: name, value: value) }
        if !request.body.isEmpty { outgoing.body = .bytes(ByteBuffer(bytes: request.body)) }
        return outgoing
    }

    private func exchange(_ request: AdminHTTPRequest) async throws -> AdminHTTPResponse {
        // The whole exchange is timed by the caller; this deadline only keeps the pool from waiting longer.
        let response = try await client.execute(outgoing(request), timeout: .nanoseconds(Int64(request.timeout.inSeconds * 1e9)))
        let length = response.headers.first(name: "content-length").flatMap { Int($0) }
        if let length, length > request.bodyLimit { throw AdminTransportFailure(.bodyTooLarge) }
        var body = Data()
        body.reserveCapacity(min(length ?? 0, request.bodyLimit))
        for try await chunk in response.body {
            guard body.count + chunk.readableBytes <= request.bodyLimit else { throw AdminTransportFailure(.bodyTooLarge) }
            chunk.withUnsafeReadableBytes { body.append(contentsOf: $0) }
        }
        return AdminHTTPResponse(
            status: Int(response.status.code),
            headers: response.headers.map { (name: $0.name, value: $0.value) },
            body: body
        )
    }

    private func withTimeout<Value: Sendable>(_ limit: Duration, _ body: @escaping @Sendable () async throws -> Value) async throws -> Value
    {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await Task.sleep(for: limit)
                throw AdminTransportFailure(.timeout)
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw AdminTransportFailure(.timeout) }
            return value
        }
    }

    /// Only failures that certainly happened before the first byte was sent count as not connected.
    private static func kind(of error: any Error) -> AdminTransportFailure.Kind {
        if let error = error as? HTTPClientError {
            switch error {
            case .connectTimeout, .tlsHandshakeTimeout, .httpProxyHandshakeTimeout, .socksHandshakeTimeout, .getConnectionFromPoolTimeout,
                .invalidURL, .emptyHost, .emptyScheme, .alreadyShutdown, .proxyAuthenticationRequired:
                return .notConnected
            case .deadlineExceeded, .readTimeout, .writeTimeout: return .timeout
            default: return .connectionLost
            }
        }
        if error is NIOConnectionError { return .notConnected }
        if let error = error as? IOError, [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL].contains(error.errnoCode) {
            return .notConnected
        }
        if let error = error as? ChannelError, case .connectTimeout = error { return .notConnected }
        return .connectionLost
    }
}

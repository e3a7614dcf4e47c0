import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP server on the loopback that can misbehave.
final class FakeServer: Sendable {
    struct Request: Sendable {
        let path: String
        let headers: HTTPHeaders
        let body: String
    }

    enum Reply: Sendable {
        case answer(status: Int, headers: [(String, String)] = [], body: String)
        /// Says more bytes than it sends, then closes.
        case cutOff(body: String, declared: Int, status: Int = 200)
        /// Closes without an answer.
        case hangUp
        /// Never answers.
        case silence
        /// A body without a declared length, sent in pieces.
        case flood(bytes: Int)
    }

    typealias Handler = @Sendable (Request) -> Reply
    private typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

    private let received = Mutex<[Request]>([])
    private let handler: Handler

    init(_ handler: @escaping Handler) {
        self.handler = handler
    }

    var requests: [Request] { received.withLock { $0 } }

    /// Serves while the body runs; the body gets the address.
    static func serving(_ handler: @escaping Handler, _ body: (FakeServer, String) async throws -> Void) async throws {
        let server = FakeServer(handler)
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: false)
                    return try Connection(wrappingChannelSynchronously: channel)
                }
            }
        let port = listener.channel.localAddress?.port ?? 0
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try? await server.accept(listener) }
            do {
                try await body(server, "http://127.0.0.1:\(port)")
            } catch {
                group.cancelAll()
                throw error
            }
            group.cancelAll()
        }
    }

    private func accept(_ listener: NIOAsyncChannel<Connection, Never>) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            try await listener.executeThenClose { connections in
                for try await connection in connections {
                    group.addTask { try? await self.serve(connection) }
                }
            }
        }
    }

    private func serve(_ connection: Connection) async throws {
        try await connection.executeThenClose { incoming, outgoing in
            var head: HTTPRequestHead?
            var body = ByteBuffer()
            for try await part in incoming {
                switch part {
                case .head(let received): head = received
                case .body(var piece): body.writeBuffer(&piece)
                case .end:
                    guard let received = head else { return }
                    let request = Request(path: received.uri, headers: received.headers, body: String(buffer: body))
                    self.received.withLock { $0.append(request) }
                    body.clear()
                    guard try await reply(handler(request), to: outgoing) else { return }
                }
            }
        }
    }

    /// False when the connection is to be closed.
    private func reply(
        _ reply: Reply,
        to outgoing: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>
    ) async throws -> Bool {
        switch reply {
        case .answer(let status, let headers, let body):
            let all = HTTPHeaders(headers + [("Content-Length", "\(body.utf8.count)")])
            try await outgoing.write(.head(HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: all)))
            try await outgoing.write(.body(.byteBuffer(ByteBuffer(string: body))))
            try await outgoing.write(.end(nil))
            return true
        case .cutOff(let body, let declared, let status):
            let headers = HTTPHeaders([("Content-Length", "\(declared)")])
            try await outgoing.write(.head(HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: headers)))
            try await outgoing.write(.body(.byteBuffer(ByteBuffer(string: body))))
            return false
        case .hangUp: return false
        case .silence:
            try await Task.sleep(for: .seconds(60))
            return false
        case .flood(let bytes):
            try await outgoing.write(.head(HTTPResponseHead(version: .http1_1, status: .ok, headers: ["Transfer-Encoding": "chunked"])))
            for _ in 0..<(bytes / 65_536) { try await outgoing.write(.body(.byteBuffer(ByteBuffer(repeating: 0x20, count: 65_536)))) }
            try await outgoing.write(.end(nil))
            return true
        }
    }
}

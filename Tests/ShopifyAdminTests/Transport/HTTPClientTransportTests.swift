import AsyncHTTPClient
import Foundation
import NIOHTTP1
import ShopifyAdmin
import Testing

/// The real transport against a server that misbehaves.
@Suite(.serialized) struct HTTPClientTransportTests {
    private func failure(
        _ reply: FakeServer.Reply,
        timeout: Duration = .seconds(10),
        limit: Int = 1 << 20
    ) async throws -> AdminTransportFailure.Kind? {
        var kind: AdminTransportFailure.Kind?
        try await FakeServer.serving({ _ in reply }) { _, address in
            kind = await self.send(to: address, timeout: timeout, limit: limit)
        }
        return kind
    }

    private func send(to address: String, timeout: Duration = .seconds(10), limit: Int = 1 << 20) async -> AdminTransportFailure.Kind? {
        let client = HTTPClient(configuration: HTTPClientTransport.configuration)
        defer { Task { try? await client.shutdown() } }
        do {
            let request = AdminHTTPRequest(url: address + "/x", headers: [], body: Data("{}".utf8), timeout: timeout, bodyLimit: limit)
            _ = try await HTTPClientTransport(client).send(request)
            return nil
        } catch {
            return (error as? AdminTransportFailure)?.kind
        }
    }

    @Test func anAnswerIsReadWhole() async throws {
        try await FakeServer.serving({ request in
            .answer(status: 200, headers: [("X-Request-Id", "r1")], body: #"{"path":"\#(request.path)","body":"\#(request.body.count)"}"#)
        }) { server, address in
            let client = HTTPClient(configuration: HTTPClientTransport.configuration)
            let response = try await HTTPClientTransport(client).send(
                AdminHTTPRequest(
                    url: address + "/admin",
                    headers: [(name: "X-Shopify-Access-Token", value: "t")],
                    body: Data("12345".utf8),
                    timeout: .seconds(10),
                    bodyLimit: 1 << 20
                )
            )
            #expect(response.status == 200)
            #expect(response.header("x-request-id") == "r1")
            #expect(String(decoding: response.body, as: UTF8.self) == #"{"path":"/admin","body":"5"}"#)
            #expect(server.requests.first?.headers.first(name: "x-shopify-access-token") == "t")
            try await client.shutdown()
        }
    }

    @Test func nobodyListens() async throws {
        #expect(await send(to: "http://127.0.0.1:1") == .notConnected)
        #expect(await send(to: "http://no-such-host.invalid") == .notConnected)
    }

    @Test func theConnectionBreaks() async throws {
        #expect(try await failure(.hangUp) == .connectionLost)
        #expect(try await failure(.cutOff(body: #"{"data":"#, declared: 1_000)) == .connectionLost)
    }

    @Test func theServerIsSilent() async throws {
        let start = ContinuousClock.now
        #expect(try await failure(.silence, timeout: .milliseconds(300)) == .timeout)
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test func aBodyBeyondTheLimitIsRefusedWhileItArrives() async throws {
        #expect(try await failure(.answer(status: 200, body: String(repeating: " ", count: 2 << 20))) == .bodyTooLarge)
        #expect(try await failure(.flood(bytes: 50 << 20)) == .bodyTooLarge)
    }

    @Test func aBodyOf50MegabytesIsAClearError() async throws {
        try await FakeServer.serving({ _ in .flood(bytes: 50 << 20) }) { server, address in
            let http = HTTPClient(configuration: HTTPClientTransport.configuration)
            let client = AdminClient(
                endpoint: AdminEndpoint(shop: "demo.myshopify.com", base: address),
                credentials: StaticToken("t"),
                transport: HTTPClientTransport(http)
            )
            let error = await adminError { try await client.execute(ShopName()) }
            #expect(error?.code == .bodyTooLarge)
            #expect(error?.message.contains("32 MiB") == true)
            #expect(server.requests.count == 1)
            try await http.shutdown()
        }
    }

    @Test func cancellationIsPassedOn() async throws {
        try await FakeServer.serving({ _ in .silence }) { server, address in
            let http = HTTPClient(configuration: HTTPClientTransport.configuration)
            let transport = HTTPClientTransport(http)
            let task = Task {
                try await transport.send(AdminHTTPRequest(url: address, headers: [], body: Data(), timeout: .seconds(30), bodyLimit: 100))
            }
            while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            try await http.shutdown()
        }
    }
}

import Foundation
import ShopifyAdmin
import Synchronization
import Testing

@Suite struct RenewedTokenTests {
    private static let endpoint = AdminEndpoint(shop: "demo.myshopify.com")
    private static let grant = TokenGrant.clientCredentials(id: "the id", secret: "s&cret")

    private static func granted(_ token: String, seconds: Int = 86_399, refresh: String? = nil) -> ScriptedTransport.Answer {
        Answers.json(
            #"{"access_token":"\#(token)","scope":"read_orders,write_orders","expires_in":\#(seconds)\#(refresh.map { #","refresh_token":"\#($0)""# } ?? "")}"#
        )
    }

    private func renewed(_ transport: ScriptedTransport, _ clock: ManualTime, grant: TokenGrant = Self.grant) -> RenewedToken {
        RenewedToken(grant, from: TokenEndpoint(Self.endpoint, transport: transport, time: clock.time), time: clock.time)
    }

    @Test func aTokenIsAskedForOnceAndRenewedBeforeItExpires() async throws {
        let clock = ManualTime()
        let transport = ScriptedTransport([Self.granted("one"), Self.granted("two")])
        let credentials = renewed(transport, clock)
        let first = try await credentials.token()
        #expect(first.value == "one")
        #expect(first.scopes == ["read_orders", "write_orders"])
        #expect(first.expiresAt == ManualTime.epoch.addingTimeInterval(86_399))
        clock.advance(.seconds(86_000))
        #expect(try await credentials.token().value == "one")
        clock.advance(.seconds(100))
        #expect(try await credentials.token().value == "two")
        let request = try #require(transport.requests.first)
        #expect(request.url == "https://demo.myshopify.com/admin/oauth/access_token")
        #expect(String(decoding: request.body, as: UTF8.self) == "grant_type=client_credentials&client_id=the%20id&client_secret=s%26cret")
    }

    @Test func manyWhoNeedATokenCauseOneRenewal() async throws {
        let clock = ManualTime(.waits)
        let transport = ScriptedTransport([
            { request in
                try await clock.time.sleep(.seconds(1))
                return try await Self.granted("one")(request)
            }
        ])
        let credentials = renewed(transport, clock)
        let tasks = (0..<20).map { _ in Task { try await credentials.token() } }
        #expect(await eventually { clock.sleeping == 1 })
        for _ in 0..<100 { await Task.yield() }
        clock.advance(.seconds(2))
        for task in tasks { #expect(try await task.value.value == "one") }
        #expect(transport.requests.count == 1)
    }

    @Test func aRefusedTokenIsRenewedOnceAndTheRequestSentAgain() async throws {
        let clock = ManualTime()
        let transport = ScriptedTransport([
            Self.granted("one"), Answers.json("{}", status: 401), Self.granted("two"),
            Answers.data(#"{"ship":{"id":"1","userErrors":[]}}"#),
        ])
        let client = AdminClient.scripted(transport, time: clock, credentials: renewed(transport, clock))
        _ = try await client.execute(Ship())
        let tokens = transport.requests.compactMap { $0.headers.first { $0.name == "X-Shopify-Access-Token" }?.value }
        #expect(tokens == ["one", "two"])
    }

    @Test func aTokenThatIsRefusedTwiceIsAnError() async throws {
        let clock = ManualTime()
        let transport = ScriptedTransport([
            Self.granted("one"), Answers.json("{}", status: 401), Self.granted("two"), Answers.json("{}", status: 401),
        ])
        let client = AdminClient.scripted(transport, time: clock, credentials: renewed(transport, clock))
        #expect(await adminError { try await client.execute(ShopName()) }?.code == .unauthorized)
        #expect(transport.requests.count == 4)
    }

    @Test func aStaticTokenThatIsRefusedIsNotTriedAgain() async throws {
        let transport = ScriptedTransport([], always: Answers.json("{}", status: 401))
        let client = AdminClient.scripted(transport)
        let error = await adminError { try await client.execute(ShopName()) }
        #expect(error?.code == .unauthorized)
        #expect(transport.requests.count == 1)
    }

    @Test func wrongSecretsAreToldInWords() async throws {
        let clock = ManualTime()
        let transport = ScriptedTransport([
            Answers.json(#"{"error":"invalid_client","error_description":"The client is unknown"}"#, status: 400)
        ])
        let credentials = renewed(transport, clock)
        let error = try #require(await adminError { try await credentials.token() })
        #expect(error.code == .credentialsRefused)
        #expect(error.message.contains("The client is unknown"))
        #expect(!"\(error)".contains("s&cret"))
        #expect(transport.requests.count == 1)
    }

    @Test func troubleOnTheWayIsRepeatedAndTheOldTokenServesMeanwhile() async throws {
        let clock = ManualTime()
        let transport = ScriptedTransport([
            Self.granted("one"), Answers.json("", status: 503), Answers.failure(.notConnected), Self.granted("two"),
        ])
        let credentials = renewed(transport, clock)
        _ = try await credentials.token()
        clock.advance(.seconds(86_399 - 200))
        #expect(try await credentials.token().value == "two")

        let down = ScriptedTransport([Self.granted("one")], always: Answers.json("", status: 503))
        let served = renewed(down, clock)
        _ = try await served.token()
        clock.advance(.seconds(86_399 - 200))
        #expect(try await served.token().value == "one")
        clock.advance(.seconds(300))
        #expect(await adminError { try await served.token() }?.code == .unavailable)
    }

    @Test func aRotatingRefreshTokenIsKeptBeforeItIsUsed() async throws {
        let clock = ManualTime()
        let kept = Mutex<[String]>([])
        let transport = ScriptedTransport([
            Self.granted("one", seconds: 3_600, refresh: "r2"), Self.granted("two", seconds: 3_600, refresh: "r3"),
        ])
        let credentials = RenewedToken(
            .refresh(id: "id", secret: "secret", refreshToken: "r1"),
            from: TokenEndpoint(Self.endpoint, transport: transport, time: clock.time),
            time: clock.time,
            keep: { token in kept.withLock { $0.append(token.refreshToken ?? "") } }
        )
        _ = try await credentials.token()
        clock.advance(.seconds(3_400))
        _ = try await credentials.token()
        #expect(kept.withLock { $0 } == ["r2", "r3"])
        let bodies = transport.requests.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(bodies[0].hasSuffix("refresh_token=r1"))
        #expect(bodies[1].hasSuffix("refresh_token=r2"))
    }

    @Test func aTokenFromBeforeIsUsed() async throws {
        let clock = ManualTime()
        let transport = ScriptedTransport([])
        let credentials = RenewedToken(
            Self.grant,
            from: TokenEndpoint(Self.endpoint, transport: transport, time: clock.time),
            token: AdminToken("kept", expiresAt: ManualTime.epoch.addingTimeInterval(10_000)),
            time: clock.time
        )
        #expect(try await credentials.token().value == "kept")
        #expect(transport.requests.isEmpty)
    }
}

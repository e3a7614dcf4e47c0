import Foundation
import ShopifyAdmin
import Synchronization
import Testing

@Suite struct ExecuteTests {
    private final class Witness: AdminRequestObserver {
        let attempts = Mutex<[AdminRequestAttempt]>([])
        /// How far waits were begun and ended.
        let waits = Mutex<[Bool]>([])
        func observe(_ attempt: AdminRequestAttempt) { attempts.withLock { $0.append(attempt) } }
        func waits(_ isWaiting: Bool) { waits.withLock { $0.append(isWaiting) } }
    }

    @Test func theRequestIsWhatTheAPIExpects() async throws {
        let transport = ScriptedTransport([Answers.data(#"{"orders":{"nodes":[],"pageInfo":{"hasNextPage":false,"endCursor":null}}}"#)])
        let client = AdminClient.scripted(transport)
        _ = try await client.execute(Admin.OrderIDs(query: "updated_at:>='2026-01-01T00:00:00Z'"))
        let request = try #require(transport.requests.first)
        #expect(request.url == "https://demo.myshopify.com/admin/api/2026-07/graphql.json")
        #expect(request.headers.contains { $0 == ("X-Shopify-Access-Token", "shpat_secret") })
        #expect(request.headers.contains { $0 == ("Content-Type", "application/json") })
        #expect(request.variable("first") == 250)
        #expect(request.variable("query") == "updated_at:>='2026-01-01T00:00:00Z'")
        #expect(request.variable("after", as: String.self) == nil)
        let body = try #require(try JSONSerialization.jsonObject(with: request.body) as? [String: Any])
        #expect(body["query"] as? String == Admin.OrderIDs.document)
        #expect(body["operationName"] as? String == "OrderIDs")
    }

    @Test func theAnswerCarriesItsCostAndItsRawData() async throws {
        let text = #"{"shop":{"name":"Demo","more":[1, 2 ]}}"#
        let transport = ScriptedTransport([Answers.data(text, requested: 12, actual: 7, available: 1988)])
        let response = try await AdminClient.scripted(transport).execute(ShopName())
        #expect(response.raw.description == text)
        #expect(response.cost?.requestedQueryCost == 12)
        #expect(response.cost?.actualQueryCost == 7)
        #expect(response.cost?.throttleStatus.currentlyAvailable == 1988)
        #expect(response.requestID == "req-1")
    }

    @Test func everyAttemptIsObserved() async throws {
        let witness = Witness()
        let transport = ScriptedTransport([Answers.json("", status: 503), Answers.throttled(), Answers.data(#"{"shop":{"name":"Demo"}}"#)])
        _ = try await AdminClient.scripted(transport, observer: witness).execute(ShopName())
        let attempts = witness.attempts.withLock { $0 }
        #expect(attempts.map(\.attempt) == [1, 2, 3])
        #expect(attempts.map { $0.error?.code } == [.unavailable, .throttled, nil])
        #expect(attempts.map(\.status) == [503, 200, 200])
        #expect(attempts.last?.actualCost == 5)
        #expect(attempts.last?.requestID == "req-1")
        #expect(attempts.allSatisfy { $0.operation == "ShopName" && $0.shop == "demo.myshopify.com" && !$0.isMutation })
    }

    @Test func whoWatchesLearnsWhenTheClientOnlyWaits() async throws {
        let witness = Witness()
        let shop = Answers.data(#"{"shop":{"name":"Demo"}}"#, available: 0)
        let client = AdminClient.scripted(ScriptedTransport([shop, Answers.json("", status: 503), shop]), observer: witness)
        _ = try await client.execute(ShopName())
        #expect(witness.waits.withLock { $0.isEmpty }, "There were points, and the answer came at once.")
        // Now the bucket is empty, and then the request is sent again.
        _ = try await client.execute(ShopName())
        let waits = witness.waits.withLock { $0 }
        #expect(waits.count >= 4 && waits.count.isMultiple(of: 2))
        #expect(waits.enumerated().allSatisfy { $0.element == $0.offset.isMultiple(of: 2) })
    }

    @Test func userErrorsAreThrown() async throws {
        let payload =
            #"{"ship":{"id":null,"userErrors":[{"field":["fulfillment","lines","3"],"message":"No such line","code":"NOT_FOUND"},{"field":null,"message":"Stop"}]}}"#
        let client = AdminClient.scripted(ScriptedTransport([Answers.data(payload), Answers.data(payload)]))
        let error = try #require(await adminError { try await client.execute(Ship()) })
        #expect(error.code == .userErrors)
        #expect(error.field == "fulfillment.lines.3")
        #expect(error.userErrors.count == 2)
        #expect(error.userErrors.first?.index == 3)
        #expect(error.description.contains("fulfillment.lines.3: No such line (NOT_FOUND); Stop"))

        let response = try await client.execute(Ship(), AdminExecution(userErrors: .returned))
        #expect(response.userErrors.map(\.code) == ["NOT_FOUND", nil])
    }

    @Test func mutationsAreRefusedWhereDataMayNotBeSent() async throws {
        let transport = ScriptedTransport([])
        let client = AdminClient.scripted(transport, configuration: AdminClientConfiguration(allowsMutations: false))
        let error = await adminError { try await client.execute(Ship()) }
        #expect(error?.code == .mutationsNotAllowed)
        #expect(transport.requests.isEmpty)
    }

    @Test func partialDataIsRefusedUnlessAccepted() async throws {
        let answer = Answers.error("ACCESS_DENIED", "Access denied", path: #"["shop","plan"]"#, data: #"{"shop":{"name":"Demo"}}"#)
        let client = AdminClient.scripted(ScriptedTransport([answer, answer]))
        #expect(await adminError { try await client.execute(ShopName()) }?.code == .accessDenied)
        let response = try await client.execute(ShopName(), AdminExecution(partialData: .accepted))
        #expect(response.data.shop.name == "Demo")
        #expect(response.errors.first?.code == "ACCESS_DENIED")
    }

    @Test func dataOfAnotherShapeIsToldWithItsPlace() async throws {
        let client = AdminClient.scripted(ScriptedTransport([Answers.data(#"{"shop":{"name":null}}"#)]))
        let error = try #require(await adminError { try await client.execute(ShopName()) })
        #expect(error.code == .unexpectedData)
        #expect(error.message.contains("shop.name"))
    }

    @Test func theTokenIsNeverInAnErrorOrADescription() async throws {
        let transport = ScriptedTransport([], always: Answers.json(#"{"errors":"[API] Invalid API key or access token"}"#, status: 401))
        let client = AdminClient.scripted(transport)
        let error = try #require(await adminError { try await client.execute(ShopName()) })
        #expect(!"\(error)".contains("shpat_secret"))
        let token = AdminToken("shpat_1234567890abcdef")
        for text in ["\(token)", String(reflecting: token), String(describing: [token])] { #expect(!text.contains("1234567890")) }
    }

    @Test func aRunsClientSharesTheBucket() {
        let client = AdminClient.scripted(ScriptedTransport([]))
        #expect(client.with(configuration: AdminClientConfiguration(allowsMutations: false)).bucket === client.bucket)
    }
}

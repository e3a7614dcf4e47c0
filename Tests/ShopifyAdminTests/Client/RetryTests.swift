import Foundation
import ShopifyAdmin
import Testing

@Suite struct RetryTests {
    private static let shop = Answers.data(#"{"shop":{"name":"Demo"}}"#)
    private static let shipped = Answers.data(#"{"ship":{"id":"1","userErrors":[]}}"#)

    /// Everything that a read survives, once.
    static let passing: [(String, ScriptedTransport.Answer)] = [
        ("THROTTLED", Answers.throttled()),
        ("429 with Retry-After", Answers.json("{}", status: 429, headers: [("Retry-After", "2.0")])),
        ("429 without Retry-After", Answers.json("too many", status: 429)),
        ("430", Answers.json("", status: 430)),
        ("500", Answers.json("<html>", status: 500)),
        ("502", Answers.json("", status: 502)),
        ("503", Answers.json("", status: 503)),
        ("504", Answers.json("", status: 504)),
        ("inner error", Answers.error("INTERNAL_SERVER_ERROR")),
        ("timeout", Answers.failure(.timeout)),
        ("not connected", Answers.failure(.notConnected)),
        ("connection lost", Answers.failure(.connectionLost)),
        ("truncated", Answers.json(#"{"data":{"shop":{"na"#)),
        ("no JSON", Answers.json("<html>Sorry</html>")),
        ("empty", Answers.json("")),
        ("data: null without errors", Answers.json(#"{"data":null}"#)),
    ]

    @Test(arguments: passing.indices) func aReadIsSentAgain(_ index: Int) async throws {
        let transport = ScriptedTransport([Self.passing[index].1, Self.shop])
        let response = try await AdminClient.scripted(transport).execute(ShopName())
        #expect(response.data.shop.name == "Demo", "\(Self.passing[index].0)")
        #expect(transport.requests.count == 2)
    }

    @Test(arguments: passing.indices) func aRepeatableWriteIsSentAgain(_ index: Int) async throws {
        let transport = ScriptedTransport([Self.passing[index].1, Self.shipped])
        _ = try await AdminClient.scripted(transport).execute(Tag())
        #expect(transport.requests.count == 2, "\(Self.passing[index].0)")
    }

    /// Where Shopify certainly did nothing, even an unrepeatable write is sent again; elsewhere it is not, and the error says that nobody knows.
    @Test(arguments: passing.indices) func anUnrepeatableWriteIsSentAgainOnlyWhenItWasNotExecuted(_ index: Int) async throws {
        let (name, answer) = Self.passing[index]
        let harmless = ["THROTTLED", "429 with Retry-After", "429 without Retry-After", "430", "not connected"].contains(name)
        let transport = ScriptedTransport([answer, Self.shipped])
        let client = AdminClient.scripted(transport)
        let error = await adminError { try await client.execute(Ship()) }
        #expect(transport.requests.count == (harmless ? 2 : 1), "\(name)")
        #expect((error == nil) == harmless, "\(name)")
        if !harmless { #expect(error?.maybeApplied == true, "\(name)") }
    }

    @Test func repeatsAreBounded() async throws {
        let transport = ScriptedTransport([], always: Answers.json("", status: 503))
        let client = AdminClient.scripted(transport, configuration: AdminClientConfiguration(retry: RetryPolicy(attempts: 4)))
        let error = await adminError { try await client.execute(ShopName()) }
        #expect(error?.code == .unavailable)
        #expect(error?.status == 503)
        #expect(transport.requests.count == 4)
    }

    @Test func delaysDoubleAndAreJittered() {
        let policy = RetryPolicy(firstDelay: .seconds(1), longestDelay: .seconds(10))
        #expect(policy.delay(after: 1, random: 1) == .seconds(1))
        #expect(policy.delay(after: 1, random: 0) == .milliseconds(500))
        #expect(policy.delay(after: 3, random: 1) == .seconds(4))
        #expect(policy.delay(after: 5, random: 1) == .seconds(10))
        #expect(policy.delay(after: 400, random: 1) == .seconds(10))
    }

    @Test func retryAfterIsWaitedFor() async throws {
        let clock = ManualTime()
        let transport = ScriptedTransport([Answers.json("", status: 429, headers: [("retry-after", "17")]), Self.shop])
        _ = try await AdminClient.scripted(transport, time: clock).execute(ShopName())
        #expect(clock.slept.contains(.seconds(17)))
    }

    @Test func aRetryAfterBeyondThePatienceFailsAtOnce() async throws {
        let clock = ManualTime()
        let transport = ScriptedTransport([Answers.json("", status: 429, headers: [("Retry-After", "4000")])])
        let client = AdminClient.scripted(transport, time: clock)
        let error = await adminError { try await client.execute(ShopName()) }
        #expect(error?.code == .throttled)
        #expect(error?.retryAfter == .seconds(4000))
        #expect(clock.now < .seconds(1))
    }

    @Test func throttlingIsNoFailureUntilPatienceEnds() async throws {
        let clock = ManualTime()
        let storm = ScriptedTransport(Array(repeating: Answers.throttled(), count: 30) + [Self.shop])
        _ = try await AdminClient.scripted(storm, time: clock).execute(ShopName())
        #expect(storm.requests.count == 31)

        let endless = ScriptedTransport([], always: Answers.throttled())
        let patience = AdminClientConfiguration(retry: RetryPolicy(throttledFor: .seconds(60)))
        let client = AdminClient.scripted(endless, time: clock, configuration: patience)
        let before = clock.now
        let error = await adminError { try await client.execute(ShopName()) }
        #expect(error?.code == .throttled)
        #expect(clock.now - before <= .seconds(61))
    }

    @Test(arguments: [402, 403, 404, 423, 400]) func whatDoesNotGoAwayIsNotRepeated(_ status: Int) async throws {
        let transport = ScriptedTransport([], always: Answers.json("", status: status))
        let client = AdminClient.scripted(transport)
        #expect(await adminError { try await client.execute(ShopName()) } != nil)
        #expect(transport.requests.count == 1)
    }

    @Test func cancellationEndsTheRepeats() async throws {
        let clock = ManualTime(.waits)
        let transport = ScriptedTransport([], always: Answers.json("", status: 503))
        let client = AdminClient.scripted(transport, time: clock)
        let task = Task { try await client.execute(ShopName()) }
        #expect(await eventually { clock.sleeping == 1 })
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(transport.requests.count == 1)
    }
}

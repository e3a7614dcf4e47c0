import Foundation
import ShopifyAdmin
import Synchronization
import Testing

/// A shop with a leaky bucket, on the test's clock.
private final class LeakyShop: AdminTransport {
    private struct State {
        var level = 2000.0
        var at = Duration.zero
        var charged = 0
        var throttled = 0
    }

    private let state = Mutex(State())
    private let clock: ManualTime
    private let requested: Int
    private let actual: Int
    private let rate: Double

    init(_ clock: ManualTime, requested: Int, actual: Int, rate: Double = 100) {
        self.clock = clock
        self.requested = requested
        self.actual = actual
        self.rate = rate
    }

    var charged: Int { state.withLock { $0.charged } }
    var throttled: Int { state.withLock { $0.throttled } }

    func send(_ request: AdminHTTPRequest) async throws -> AdminHTTPResponse {
        // Half of the way out, half of the way back.
        clock.advance(.milliseconds(40))
        let now = clock.now
        let (answered, level) = state.withLock { state in
            state.level = min(2000, state.level + (now - state.at) / .seconds(1) * rate)
            state.at = now
            guard state.level >= Double(requested) else {
                state.throttled += 1
                return (false, state.level)
            }
            state.level -= Double(actual)
            state.charged += actual
            return (true, state.level)
        }
        clock.advance(.milliseconds(160))
        let answer =
            answered
            ? Answers.data(#"{"shop":{"name":"Demo"}}"#, requested: requested, actual: actual, available: level)
            : Answers.throttled(requested: requested, available: level)
        return try await answer(request)
    }
}

@Suite struct UtilisationTests {
    /// While there is work, the shop's rate is used to 95 % at least, and nothing is throttled: also when the model's cost is wrong.
    @Test(arguments: [(122, 74), (10, 10), (145, 140), (900, 870)]) func theRateIsUsed(_ requested: Int, _ actual: Int) async throws {
        let clock = ManualTime()
        let shop = LeakyShop(clock, requested: requested, actual: actual)
        let client = AdminClient.scripted(shop, time: clock)
        while clock.now < .seconds(600), shop.charged < 2_000_000 { _ = try await client.execute(ShopName()) }
        let possible = 2000 + clock.now / .seconds(1) * 100
        let fastest = clock.now / .milliseconds(200) * Double(actual)
        #expect(Double(shop.charged) >= 0.95 * min(possible - 2000, fastest))
        #expect(shop.throttled <= 1, "only before the real cost is known")
    }
}

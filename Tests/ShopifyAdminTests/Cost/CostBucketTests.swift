import Foundation
import Testing

@testable import ShopifyAdmin

@Suite struct CostBucketTests {
    private func cost(_ requested: Int, actual: Int?, available: Double, maximum: Double = 2000, rate: Double = 100) -> AdminCost {
        let json = """
            {"requestedQueryCost":\(requested),"actualQueryCost":\(actual.map(String.init) ?? "null"),\
            "throttleStatus":{"maximumAvailable":\(maximum),"currentlyAvailable":\(available),"restoreRate":\(rate)}}
            """
        guard let cost = try? RawJSON(.init(json.utf8)).decode(AdminCost.self) else { preconditionFailure("the test's own JSON") }
        return cost
    }

    private func bucket(_ clock: ManualTime, available: Double = 1000) -> CostBucket {
        CostBucket(time: clock.time, assumed: ThrottleStatus(maximumAvailable: 2000, currentlyAvailable: available, restoreRate: 100))
    }

    @Test func theReservedCostIsTakenOutAndShopifysFigureAdopted() async throws {
        let bucket = bucket(ManualTime(.waits))
        let reservation = try await bucket.reserve(122)
        #expect(await bucket.available == 878)
        await bucket.settle(reservation, cost: cost(122, actual: 74, available: 1926))
        #expect(await bucket.available == 1926)
    }

    @Test func whatOthersHaveReservedIsTakenOffShopifysFigure() async throws {
        let bucket = bucket(ManualTime(.waits))
        let first = try await bucket.reserve(100)
        _ = try await bucket.reserve(300)
        await bucket.settle(first, cost: cost(100, actual: 50, available: 1950))
        #expect(await bucket.available == 1650)
    }

    @Test func aRequestThatNeverLeftGivesItsPointsBack() async throws {
        let bucket = bucket(ManualTime(.waits))
        let reservation = try await bucket.reserve(500)
        await bucket.giveBack(reservation)
        await bucket.giveBack(reservation)
        #expect(await bucket.available == 1000)
    }

    @Test func theBucketFillsWithTimeUpToItsSize() async throws {
        let clock = ManualTime(.waits)
        let bucket = bucket(clock)
        clock.advance(.seconds(3))
        #expect(await bucket.available == 1300)
        clock.advance(.seconds(3600))
        #expect(await bucket.available == 2000)
    }

    @Test func whatIsThereIsTakenAtOnceUnlessOthersWait() async throws {
        let clock = ManualTime(.waits)
        let bucket = bucket(clock, available: 100)
        let first = await bucket.reserveAtOnce(60)
        #expect(first?.cost == 60)
        #expect(await bucket.reserveAtOnce(60) == nil)
        #expect(await bucket.available == 40)
        let waiting = Task { try await bucket.reserve(60) }
        #expect(await eventually { clock.sleeping == 1 })
        #expect(await bucket.reserveAtOnce(1) == nil, "Nobody is overtaken.")
        clock.advance(.milliseconds(202))
        try await #expect(waiting.value.cost == 60)
    }

    @Test func whoNeedsMoreThanThereIsWaitsJustLongEnough() async throws {
        let clock = ManualTime(.waits)
        let bucket = bucket(clock, available: 100)
        let task = Task { try await bucket.reserve(400) }
        #expect(await eventually { clock.sleeping == 1 })
        clock.advance(.milliseconds(2_990))
        for _ in 0..<100 { await Task.yield() }
        #expect(await bucket.waiting == 1)
        clock.advance(.milliseconds(12))
        #expect(try await task.value.cost == 400)
        #expect(await bucket.available < 1)
    }

    @Test func interactiveGoesBeforeScheduledAndOrderIsKept() async throws {
        let clock = ManualTime(.waits)
        let bucket = bucket(clock, available: 0)
        let order = Order()
        let names: [(String, CostBucket.Priority)] = [("s1", .scheduled), ("s2", .scheduled), ("i1", .interactive), ("i2", .interactive)]
        await withThrowingTaskGroup(of: Void.self) { group in
            for (position, (name, priority)) in names.enumerated() {
                group.addTask {
                    let reservation = try await bucket.reserve(100, priority: priority)
                    await order.append(name)
                    await bucket.settle(reservation, cost: nil)
                }
                #expect(await eventually { await bucket.waiting == position + 1 })
            }
            for count in 1...4 {
                #expect(await eventually { clock.sleeping >= 1 })
                clock.advance(.milliseconds(1_010))
                #expect(await eventually { await order.names.count == count })
            }
        }
        #expect(await order.names == ["i1", "i2", "s1", "s2"])
    }

    @Test func aCancelledWaiterLeavesTheOthersTheirTurn() async throws {
        let clock = ManualTime(.waits)
        let bucket = bucket(clock, available: 0)
        let large = Task { try await bucket.reserve(1_500) }
        #expect(await eventually { await bucket.waiting == 1 })
        let small = Task { try await bucket.reserve(50) }
        #expect(await eventually { await bucket.waiting == 2 })
        large.cancel()
        await #expect(throws: CancellationError.self) { try await large.value }
        #expect(await eventually { clock.sleeping >= 1 })
        clock.advance(.milliseconds(510))
        #expect(try await small.value.cost == 50)
    }

    @Test func aRequestDearerThanTheBucketWaitsForAFullOne() async throws {
        let clock = ManualTime()
        let bucket = bucket(clock, available: 1_900)
        #expect(try await bucket.reserve(5_000).cost == 5_000)
        #expect(clock.now >= .seconds(1))
    }

    @Test func throttledWithoutAFigureEmptiesTheBucket() async throws {
        let bucket = bucket(ManualTime(.waits))
        let reservation = try await bucket.reserve(10)
        await bucket.throttled(reservation, status: nil)
        #expect(await bucket.available == 0)
    }

    @Test func realCostsAreLearned() async throws {
        let bucket = bucket(ManualTime(.waits))
        #expect(await bucket.expectedCost(of: "Orders", estimate: 122) == 122)
        await bucket.learn(130, for: "Orders", estimate: 122)
        #expect(await bucket.expectedCost(of: "Orders", estimate: 122) == 130)
        #expect(await bucket.expectedCost(of: "Orders", estimate: 60) == 60)
    }

    @Test func aShopHasOneBucket() {
        let buckets = CostBuckets()
        let demo = AdminEndpoint(shop: "demo.myshopify.com")
        #expect(buckets.bucket(for: demo) === buckets.bucket(for: AdminEndpoint(shop: "demo.myshopify.com")))
        #expect(buckets.bucket(for: demo) !== buckets.bucket(for: AdminEndpoint(shop: "other.myshopify.com")))
    }

    private actor Order {
        var names: [String] = []
        func append(_ name: String) { names.append(name) }
    }
}

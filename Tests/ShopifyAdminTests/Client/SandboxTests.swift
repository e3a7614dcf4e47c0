import AsyncHTTPClient
import Foundation
import ShopifyAdmin
import Synchronization
import Testing

private let sandboxAddress = ProcessInfo.processInfo.environment["BACKROOM_TEST_SANDBOX"]

/// The client against the sandbox, which executes each document against the schema. `BACKROOM_TEST_SANDBOX` holds its address; without it
/// these tests are left out.
@Suite(.enabled(if: sandboxAddress != nil)) struct SandboxTests {
    private final class Tally: AdminRequestObserver {
        let points = Mutex(0)
        let requests = Mutex(0)

        func observe(_ attempt: AdminRequestAttempt) {
            points.withLock { $0 += attempt.requestedCost }
            requests.withLock { $0 += 1 }
        }
    }

    private struct Shop {
        let name: String
        let client: AdminClient
        let transport: HTTPClientTransport
        let tally: Tally

        func control(_ action: String, _ body: [String: Any] = [:]) async throws -> RawJSON {
            var body = body
            body["shop"] = name
            let request = AdminHTTPRequest(
                url: "\(sandboxAddress ?? "")/control/\(action)",
                headers: [(name: "Content-Type", value: "application/json")],
                body: try JSONSerialization.data(withJSONObject: body),
                timeout: .seconds(60),
                bodyLimit: 64 << 20
            )
            let response = try await transport.send(request)
            try #require(response.status == 200, "\(action): \(String(decoding: response.body, as: UTF8.self))")
            return RawJSON(response.body)
        }
    }

    private func with(_ seed: [String: Any] = [:], _ body: (Shop) async throws -> Void) async throws {
        let http = HTTPClient(configuration: HTTPClientTransport.configuration)
        let transport = HTTPClientTransport(http)
        let name = "c" + UUID().uuidString.prefix(8).lowercased()
        let tally = Tally()
        let endpoint = AdminEndpoint(shop: "\(name).myshopify.com", base: "\(sandboxAddress ?? "")/shops/\(name)")
        let client = AdminClient(
            endpoint: endpoint,
            credentials: StaticToken("sandbox-token"),
            transport: transport,
            configuration: AdminClientConfiguration(retry: RetryPolicy(firstDelay: .milliseconds(20))),
            observer: tally
        )
        let shop = Shop(name: name, client: client, transport: transport, tally: tally)
        do {
            _ = try await shop.control("shops/add", seed)
            try await body(shop)
            try await http.shutdown()
        } catch {
            try? await http.shutdown()
            throw error
        }
    }

    private func orders(_ shop: Shop) async throws -> [String] {
        var ids: [String] = []
        for try await page in shop.client.pages(Admin.OrderIDs()) { ids += page.nodes.map(\.id) }
        return ids
    }

    @Test func ordersOfEveryKindAreReadWithinTheBudget() async throws {
        try await with(["orders": 1_000, "mix": "plain"]) { shop in
            let ids = try await orders(shop)
            #expect(ids.count == 1_000)
            for start in stride(from: 0, to: ids.count, by: 250) {
                let nodes = try await shop.client.hydrated(Admin.OrdersByIDs(ids: Array(ids[start..<start + 250])))
                #expect(nodes.allSatisfy { $0.node != nil })
            }
            #expect(shop.tally.requests.withLock { $0 } <= 16)
            #expect(shop.tally.points.withLock { $0 } <= 1_300)
        }
        try await with(["orders": 200, "mix": "everything"]) { shop in
            let nodes = try await shop.client.hydrated(Admin.OrdersByIDs.wide(ids: try await orders(shop)))
            #expect(nodes.count == 200)
            #expect(nodes.allSatisfy { $0.node?.isWhole == true })
        }
    }

    @Test func everyListDecodes() async throws {
        try await with(["orders": 20, "products": 10, "customers": 10, "mix": "everything"]) { shop in
            _ = try await shop.control("seed", ["payouts": true])
            let client = shop.client
            let info = try await client.execute(Admin.ShopInfo(), .interactive).data
            #expect(info.shop.myshopifyDomain == "\(shop.name).myshopify.com")
            let location = try #require(try await client.page(Admin.Locations())?.nodes.first)
            #expect(try await client.page(Admin.Products())?.nodes.isEmpty == false)
            #expect(try await client.page(Admin.Variants())?.nodes.isEmpty == false)
            #expect(try await client.page(Admin.VariantKeys())?.nodes.isEmpty == false)
            #expect(try await client.page(Admin.Customers())?.nodes.isEmpty == false)
            #expect(try await client.page(Admin.StockLevels(locationId: location.id))?.nodes.isEmpty == false)
            #expect(try await client.page(Admin.FulfillmentOrders())?.nodes.isEmpty == false)
            _ = try await client.page(Admin.Payouts())
            _ = try await client.page(Admin.BalanceTransactions())
            _ = try await client.page(Admin.WebhookSubscriptions())
            _ = try await client.page(Admin.Publications())
            _ = try await client.page(Admin.BulkOperations())
            _ = try await client.execute(Admin.ShopLocales())
        }
    }

    @Test func bulkResultsAreTheSameOrders() async throws {
        try await with(["orders": 300, "mix": "everything"]) { shop in
            let ids = try await orders(shop)
            let before = shop.tally.requests.withLock { $0 }
            let operation = try await shop.client.startBulk(Admin.OrdersBulk())
            let result = try await shop.client.finishedBulk(operation.id)
            var read: [String: Admin.Order] = [:]
            try await shop.client.bulkRecords(result) { records in
                for record in records {
                    let order = try BulkOrders.order(record).decode(Admin.Order.self)
                    read[order.id] = order
                }
            }
            #expect(Set(read.keys) == Set(ids))
            #expect(shop.tally.requests.withLock { $0 } - before <= 12)
            for node in try await shop.client.hydrated(Admin.OrdersByIDs.wide(ids: Array(ids.prefix(50)))) {
                let (order, bulk) = (try #require(node.node), try #require(read[node.id]))
                #expect(bulk.lineItems.nodes == order.lineItems.nodes)
                #expect(bulk.shippingLines.nodes == order.shippingLines.nodes)
                #expect(bulk.totalPriceSet == order.totalPriceSet)
                #expect(bulk.transactions == order.transactions)
            }
        }
    }

    @Test func severalWritesGoOutTogether() async throws {
        try await with(["orders": 25]) { shop in
            let closes = try await orders(shop).map { Admin.OrderClose(input: Admin.OrderCloseInput(id: $0)) }
            let wrong = Admin.OrderClose(input: Admin.OrderCloseInput(id: "gid://shopify/Order/1"))
            let before = shop.tally.requests.withLock { $0 }
            var outcomes: [BatchOutcome<Admin.OrderClose>] = []
            try await shop.client.batch(closes + [wrong]) { outcomes += $0 }
            #expect(shop.tally.requests.withLock { $0 } - before == 2)
            #expect(outcomes.dropLast().allSatisfy { (try? $0.result.get()) != nil })
            #expect(throws: AdminError.self) { try outcomes[25].result.get() }
        }
    }

    @Test func aBulkMutationHasALineForEach() async throws {
        try await with(["orders": 10]) { shop in
            let updates = try await orders(shop).map { Admin.OrderUpdate(input: Admin.OrderInput(id: $0, note: "from \($0)")) }
            let operation = try await shop.client.startBulk(updates)
            var lines = 0
            try await shop.client.bulkLines(try await shop.client.finishedBulk(operation.id)) { lines += $0.count }
            #expect(lines == 10)
            let nodes = try await shop.client.hydrated(Admin.OrdersByIDs(ids: updates.compactMap { $0.input.id }))
            #expect(nodes.allSatisfy { $0.node?.note == "from \($0.id)" })
        }
    }

    @Test func aStaleQuantityIsRefusedAndTheOthersNot() async throws {
        try await with(["products": 2]) { shop in
            let location = try #require(try await shop.client.page(Admin.Locations())?.nodes.first)
            let levels = try #require(try await shop.client.page(Admin.StockLevels(locationId: location.id))?.nodes)
            let level = try #require(levels.first)
            let available = try #require(level.quantities.first { $0.name == "available" }?.quantity)
            func set(_ quantity: Int, from: Int) -> Admin.StockSet {
                Admin.StockSet(
                    input: Admin.InventorySetQuantitiesInput(
                        reason: "correction",
                        name: "available",
                        quantities: [
                            Admin.InventoryQuantityInput(
                                inventoryItemId: level.item.id,
                                locationId: location.id,
                                quantity: quantity,
                                changeFromQuantity: .value(from)
                            )
                        ]
                    ),
                    key: UUID().uuidString
                )
            }
            _ = try await shop.client.execute(set(available + 5, from: available))
            let error = await adminError { try await shop.client.execute(set(1, from: available)) }
            #expect(error?.userErrors.first?.code == "CHANGE_FROM_QUANTITY_STALE")
        }
    }

    @Test(arguments: [
        "throttled", "429", "430", "500", "502", "503", "504", "close-before", "close-after", "truncated", "not-json", "data-null",
        "internal-error",
    ])
    func readsSurvive(_ fault: String) async throws {
        try await with(["orders": 5]) { shop in
            _ = try await shop.control("faults/add", ["kind": fault, "operation": "OrderIDs", "times": 2])
            #expect(try await orders(shop).count == 5)
        }
    }

    @Test func aBodyOf50MegabytesIsRefused() async throws {
        try await with(["orders": 1]) { shop in
            _ = try await shop.control("faults/add", ["kind": "big-body", "operation": "OrderIDs", "times": 1])
            #expect(await adminError { try await orders(shop) }?.code == .bodyTooLarge)
        }
    }
}

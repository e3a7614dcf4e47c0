import Foundation
import JobQueue
import Storage
import StorageTesting
import Synchronization
import Testing

@testable import Connector

@Suite struct WebhookDispatchTests {
    /// Holds the shop's orders until it is let go.
    private struct HoldingTask: JobTask {
        var description: TaskDescription { TaskDescription(name: "holding", number: 1, title: "Hold", needsShop: true) }
        let began: AsyncStream<Void>.Continuation
        let end: AsyncStream<Void>

        func footprint(_ parameters: NoParameters, shop: String?) async throws -> [String] { ["shop/DEMO/orders"] }

        func run(_ parameters: NoParameters, _ context: JobContext) async throws -> JobResult {
            began.yield()
            for await _ in end { break }
            return .done(nil)
        }
    }

    private func dispatch(_ shop: LocalShop, _ tasks: [any JobTask] = []) -> WebhookDispatch {
        let queue = JobQueue(database: shop.database, tasks: TaskRegistry(shop.connector.tasks + tasks))
        var dispatch = WebhookDispatch(connector: shop.connector, queue: queue)
        dispatch.window = 0
        return dispatch
    }

    private func body(_ id: Int, _ second: Int = 0) -> String { #"{"id": \#(id), "updated_at": "2026-08-24T10:00:0\#(second)Z"}"# }

    @Test(arguments: TestDatabases.all)
    func manyDeliveriesBecomeOneEntryATask(_ kind: TestDatabase) async throws {
        try await LocalShop.use(kind, settings: ["customerImport": "all"]) { shop in
            let deliver = try await shop.signed()
            let dispatch = dispatch(shop)
            for id in 0..<20 {
                try await deliver("orders/create", body(id))
                try await deliver("orders/updated", body(id, 1))
                try await deliver("customers/update", body(id))
                try await deliver("products/update", body(id))
            }
            #expect(await dispatch.round() == nil)
            let entries = try await dispatch.queue.entries()
            #expect(entries.map(\.task).sorted() == ["sync-customers", "sync-orders"])
            #expect(entries.allSatisfy { $0.owner == "webhook" && $0.shop == "DEMO" })
            // What comes before they start is theirs too.
            try await deliver("orders/create", body(99))
            _ = await dispatch.round()
            #expect(try await dispatch.queue.entries().count == 2)
            let states = try await shop.states()
            #expect(states["orders/create"]?.entry == entries.first { $0.task == "sync-orders" }?.id)
            #expect(states["products/update"]?.state == .unwanted)
            #expect(try await shop.connector.webhooks.list(state: .pending).isEmpty)
        }
    }

    @Test func deliveriesGatherForAMoment() async throws {
        try await LocalShop.use { shop in
            let deliver = try await shop.signed()
            var dispatch = dispatch(shop)
            dispatch.window = 30
            try await deliver("orders/create", body(1))
            let next = try #require(await dispatch.round())
            #expect((1...30).contains(next))
            #expect(try await dispatch.queue.entries().isEmpty)
        }
    }

    /// Those that come while others gather are looked at when their own time has come, not with the next signal.
    @Test func theYoungerOnesAreNotForgotten() async throws {
        try await LocalShop.use { shop in
            let deliver = try await shop.signed()
            var dispatch = dispatch(shop)
            dispatch.window = 30
            try await deliver("orders/create", body(1))
            try await shop.database.write { tx in
                let before = try tx.now().addingTimeInterval(-60)
                _ = try tx.execute("UPDATE connector_webhooks SET received_at = \(before)")
            }
            try await deliver("orders/create", body(2))
            let next = await dispatch.round()
            #expect(try await dispatch.queue.entries().count == 1)
            #expect(try await shop.connector.webhooks.list(state: .pending).count == 1)
            #expect(next != nil, "it looks again by itself")
        }
    }

    @Test func ownWritesDoNotComeBack() async throws {
        try await LocalShop.use { shop in
            let deliver = try await shop.signed()
            let dispatch = dispatch(shop)
            let at = Date(timeIntervalSince1970: 1_787_565_600)
            var order = OrderMaking("#1001").order
            order.updatedAt = at
            try await shop.save([order])
            try await shop.database.write { tx in
                let store = OrderStore(tx: tx, shop: "DEMO")
                try store.wrote("gid://shopify/Order/1001", updatedAt: at.addingTimeInterval(2), digest: "d", at: Date())
                try OwnWrites(tx: tx, shop: "DEMO").wrote(["gid://shopify/Customer/7"], from: Date())
            }
            try await deliver("orders/updated", body(1001, 2))
            try await shop.connector.shops.set("DEMO", ["customerImport": "all"])
            let now = Instants.text(Date())
            try await deliver("customers/update", #"{"id": 7, "updated_at": "\#(now)"}"#)
            _ = await dispatch.round()
            #expect(try await dispatch.queue.entries().isEmpty)
            let states = try await shop.states()
            #expect(states["orders/updated"]?.state == .known)
            #expect(states["customers/update"]?.state == .known)
            try await deliver("orders/updated", body(1001, 3))
            _ = await dispatch.round()
            #expect(try await dispatch.queue.entries().map(\.task) == ["sync-orders"])
        }
    }

    @Test func whatComesDuringARunIsSeenAfterIt() async throws {
        try await LocalShop.use { shop in
            let deliver = try await shop.signed()
            let (began, beginning) = AsyncStream.makeStream(of: Void.self)
            let (end, ending) = AsyncStream.makeStream(of: Void.self)
            let dispatch = dispatch(shop, [HoldingTask(began: beginning, end: end)])
            let queue = dispatch.queue
            async let run = queue.runInForeground(NewEntry(task: "holding", shop: "DEMO"))
            for await _ in began { break }
            try await deliver("orders/updated", body(1))
            let waits = await dispatch.round()
            #expect(waits != nil, "it is looked at again")
            #expect(try await queue.entries(EntryFilter(task: "sync-orders")).isEmpty)
            var impatient = dispatch
            impatient.patience = -1
            _ = await impatient.round()
            #expect(try await queue.entries(EntryFilter(task: "sync-orders")).count == 1, "in the end it is queued all the same")
            ending.yield()
            _ = try await run
        }
    }

    @Test(arguments: TestDatabases.all)
    func anUninstalledAppDisablesItsShop(_ kind: TestDatabase) async throws {
        try await LocalShop.use(kind) { shop in
            let deliver = try await shop.signed()
            let dispatch = dispatch(shop)
            try await deliver("app/uninstalled", #"{"id": 1}"#, id: "late", at: Date().addingTimeInterval(-3600))
            _ = await dispatch.round()
            #expect(try await shop.connector.shops.show("DEMO").enabled)
            try await deliver("app/uninstalled", #"{"id": 1}"#, id: "now", at: Date().addingTimeInterval(1))
            _ = await dispatch.round()
            let gone = try await shop.connector.shops.show("DEMO")
            #expect(!gone.enabled)
            #expect(gone.disabledReason == "the app was uninstalled from the shop")
            let refusal = await #expect(throws: ConnectorError.self) {
                _ = try await ShopSession.open("DEMO", shop.connector, TestSink(shop.database))
            }
            #expect(refusal?.message.contains("the app was uninstalled") == true)
            let back = try await shop.connector.shops.enable("DEMO")
            #expect(back.enabled && back.disabledReason == nil)
        }
    }

    @Test func aShopThatFailsHoldsUpNoOther() async throws {
        try await LocalShop.use { shop in
            let deliver = try await shop.signed()
            try await shop.connector.shops.add("AAA", url: "aaa.myshopify.com", credentials: .signedToken("t", secret: "app-secret"))
            var other = deliver
            other.domain = "aaa.myshopify.com"
            try await other("orders/create", body(1), to: "AAA")
            try await deliver("orders/create", body(1))
            // Its card cannot be read any more.
            _ = try await shop.database.write { try $0.execute("UPDATE shop_shops SET settings = 'broken' WHERE code = 'AAA'") }
            let dispatch = dispatch(shop)
            #expect(await dispatch.round() != nil)
            #expect(try await dispatch.queue.entries().compactMap(\.shop) == ["DEMO"])
        }
    }

    @Test func maintenanceIsAskedForOnceADay() async throws {
        try await LocalShop.use { shop in
            let address = try #require(URL(string: "https://office.example.com"))
            let connector = Connector(
                database: shop.database,
                backOffice: shop.ledger,
                key: try SecretKey(bytes: [UInt8](repeating: 3, count: 32)),
                transport: NoTransport(),
                publicURL: address
            )
            let queue = JobQueue(database: shop.database, tasks: TaskRegistry(connector.tasks))
            await WebhookDispatch(connector: connector, queue: queue).maintain()
            #expect(try await queue.entries().map(\.task) == ["maintain-shop"])
            await WebhookDispatch(connector: connector, queue: queue).maintain()
            #expect(try await queue.entries().count == 1)
            // Without an address there is nothing to look after.
            _ = try await shop.database.write { try $0.execute("UPDATE shop_shops SET maintained_at = NULL") }
            await dispatch(shop).maintain()
            #expect(try await queue.entries().count == 1)
        }
    }

    @Test func runningItEndsWithItsTask() async throws {
        try await LocalShop.use { shop in
            let deliver = try await shop.signed()
            let dispatch = dispatch(shop)
            let events = dispatch.queue.events()
            let working = Task { await dispatch.run() }
            try await deliver("orders/create", body(1))
            for await event in events {
                if case .entry = event { break }
            }
            #expect(try await dispatch.queue.entries().map(\.task) == ["sync-orders"])
            working.cancel()
            await working.value
        }
    }
}

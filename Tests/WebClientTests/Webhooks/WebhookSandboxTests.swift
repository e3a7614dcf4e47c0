import AsyncHTTPClient
import Connector
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JobQueue
import Ledger
import Logging
import NIOCore
import NIOHTTP1
import ShopifyAdmin
import Storage
import StorageTesting
import Testing

@testable import Connector
@testable import WebClient

/// The sandbox of the tests, from `BACKROOM_TEST_SANDBOX`.
private let sandbox = ProcessInfo.processInfo.environment["BACKROOM_TEST_SANDBOX"]

/// A sandbox shop that sends its news to a real server, repeated, out of order and forged.
@Suite(.enabled(if: sandbox != nil, "BACKROOM_TEST_SANDBOX is not set: start one with Scripts/sandbox"), .serialized)
struct WebhookSandboxTests {
    /// A shop in the sandbox, subscribed to at a server's address.
    private struct Scene: Sendable {
        let name: String
        let http: HTTPClient
        let connector: Connector
        let queue: JobQueue

        @discardableResult
        func control(_ action: String, _ body: [String: any Sendable] = [:]) async throws -> Data {
            var body = body
            body["shop"] = name
            var request = HTTPClientRequest(url: "\(sandbox ?? "")/control/\(action)")
            request.method = .POST
            request.body = .bytes(ByteBuffer(bytes: try JSONSerialization.data(withJSONObject: body)))
            let response = try await http.execute(request, timeout: .seconds(60))
            let answer = Data((try await response.body.collect(upTo: 64 << 20)).readableBytesView)
            #expect(response.status == .ok, "\(action): \(String(decoding: answer, as: UTF8.self))")
            return answer
        }

        struct Sent: Decodable {
            let id: String
            let topic: String
            let attempts: Int
            let status: String
        }

        /// The deliveries of the shop, once none is on its way any more.
        func settled() async throws -> [Sent] {
            struct Answer: Decodable { let deliveries: [Sent] }
            for _ in 0..<200 {
                let sent = try JSONDecoder().decode(Answer.self, from: try await control("webhooks")).deliveries
                if sent.allSatisfy({ $0.status != "pending" || $0.attempts > 0 }) { return sent }
                try await Task.sleep(for: .milliseconds(50))
            }
            Issue.record("the sandbox did not deliver within 10 s")
            return []
        }

        func dispatch() async {
            var dispatch = WebhookDispatch(connector: connector, queue: queue)
            dispatch.window = 0
            _ = await dispatch.round()
        }

        /// Runs what is queued, one after the other.
        func work() async throws {
            for entry in try await queue.entries(EntryFilter(statuses: [.ready])) {
                try await queue.delete(entry.id)
                let run = try await queue.runInForeground(NewEntry(task: entry.task, shop: "DEMO"))
                #expect(run.status == .success, "\(entry.task): \(run.error ?? "")")
            }
        }

        func waiting() async throws -> [String] {
            try await queue.entries(EntryFilter(statuses: [.ready])).map(\.task).sorted()
        }
    }

    private static let settings = [
        "createUnknownItems": "true", "createUnknownCustomers": "true", "skuMapping": "itemNo", "shippingAccount": "8100",
        "tipAccount": "8200", "giftCardAccount": "8300", "roundingAccount": "8400", "refundAccount": "8500",
    ]

    private func use(_ body: @escaping @Sendable (Scene) async throws -> Void) async throws {
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: HTTPClientTransport.configuration)
        do {
            try await TestDatabase.sqliteFile.use(Office.modules) { database in try await open(database, http, body) }
            try await http.shutdown()
        } catch {
            try? await http.shutdown()
            throw error
        }
    }

    private func open(_ database: Database, _ http: HTTPClient, _ body: @escaping @Sendable (Scene) async throws -> Void) async throws {
        let name = "w" + UUID().uuidString.prefix(8).lowercased()
        let ledger = Ledger(database: database, currency: "USD")
        let key = try SecretKey(bytes: [UInt8](repeating: 3, count: 32))
        // Two processes, as it were: one answers, the other knows where it is reached.
        @Sendable func connector(_ url: URL?) -> Connector {
            Connector(database: database, backOffice: ledger, key: key, transport: HTTPClientTransport(http), publicURL: url)
        }
        let door = connector(nil)
        let services = WebServices(
            database: database,
            queue: JobQueue(database: database, tasks: TaskRegistry(door.tasks)),
            tasks: [],
            connector: door,
            ledger: ledger,
            events: EventHub { AsyncStream { $0.finish() } },
            metrics: PrometheusRegistry(),
            health: Health([]),
            version: "test"
        )
        let server = try WebServer(services, zone: .gmt)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        try await server.application(host: "127.0.0.1", port: 0, logger: logger).test(.ahc(.http)) { client in
            let office = connector(URL(string: "http://127.0.0.1:\(client.port ?? 0)"))
            let queue = JobQueue(database: database, tasks: TaskRegistry(office.tasks))
            let scene = Scene(name: name, http: http, connector: office, queue: queue)
            try await scene.control("shops/add", ["orders": 0, "products": 5, "customers": 3])
            try await office.shops.add(
                "DEMO",
                url: "\(name).myshopify.com",
                credentials: .signedToken("sandbox-token", secret: "sandbox-secret"),
                endpoint: "\(sandbox ?? "")/shops/\(name)",
                settings: Self.settings
            )
            let run = try await queue.runInForeground(NewEntry(task: "maintain-shop", shop: "DEMO"))
            #expect(run.status == .success, "\(run.error ?? "")")
            let state = try await office.shops.show("DEMO").webhooks
            #expect(state?.subscribed == state?.wanted, "\(state?.problem ?? "")")
            try await scene.control("webhooks/settings", ["retrySeconds": 0.05])
            try await body(scene)
        }
    }

    @Test func repeatedAndReorderedNewsBecomeOneEntry() async throws {
        try await use { scene in
            try await scene.control("webhooks/settings", ["duplicate": 1.0, "reorder": true])
            try await scene.control("orders/place", ["count": 12])
            for _ in 0..<3 { try await scene.control("orders/update", ["note": "again"]) }
            let sent = try await scene.settled()
            let kept = try await scene.connector.webhooks.list(limit: 1000)
            #expect(sent.count > kept.count, "each came twice")
            #expect(Set(kept.map(\.id)) == Set(sent.map(\.id)))
            #expect(sent.allSatisfy { $0.status == "delivered" && $0.attempts == 1 })
            await scene.dispatch()
            #expect(try await scene.waiting() == ["sync-orders"])
            try await scene.work()
            #expect(try await scene.connector.orders.list().count == 12)
        }
    }

    @Test func ownWritesDoNotComeBackAndOthersChangesDo() async throws {
        try await use { scene in
            try await scene.control("orders/place", ["count": 4])
            _ = try await scene.settled()
            await scene.dispatch()
            try await scene.work()
            let before = try await scene.settled().count
            let run = try await scene.queue.runInForeground(NewEntry(task: "process-orders", shop: "DEMO"))
            #expect(run.counts.created == 4, "\(run.error ?? "")")
            #expect(try await scene.settled().count > before, "our document numbers were told of")
            await scene.dispatch()
            #expect(try await scene.waiting() == [])
            let states = Set(try await scene.connector.webhooks.list(limit: 1000).map(\.state))
            #expect(!states.contains(.pending))
            // A second later, as Shopify's times have whole ones.
            try await Task.sleep(for: .milliseconds(1100))
            try await scene.control("orders/update", ["note": "Somebody else was here"])
            _ = try await scene.settled()
            await scene.dispatch()
            #expect(try await scene.waiting() == ["sync-orders"])
        }
    }

    @Test func forgeriesLeaveNothing() async throws {
        try await use { scene in
            try await scene.control("webhooks/settings", ["forge": 1.0])
            try await scene.control("orders/place", ["count": 3])
            let sent = try await scene.settled()
            #expect(!sent.isEmpty && sent.allSatisfy { $0.status == "pending" }, "refused, and tried again")
            #expect(try await scene.connector.webhooks.list().isEmpty)
        }
    }

    @Test func aPersonIsForgottenAndAGoneAppDisablesTheShop() async throws {
        try await use { scene in
            let uri = try #require(scene.connector.webhooks.address(of: "DEMO"))
            let person: [String: any Sendable] = ["customer": ["id": 5] as [String: any Sendable], "orders_to_redact": [Int]()]
            try await scene.control("webhooks/send", ["topic": "customers/redact", "uri": uri, "payload": person, "count": 2])
            try await scene.control(
                "webhooks/send",
                ["topic": "app/uninstalled", "uri": uri, "payload": ["id": 1] as [String: any Sendable]]
            )
            _ = try await scene.settled()
            await scene.dispatch()
            let shop = try await scene.connector.shops.show("DEMO")
            #expect(!shop.enabled)
            #expect(shop.disabledReason == "the app was uninstalled from the shop")
            #expect(try await scene.waiting() == ["privacy-requests"])
            try await scene.work()
            #expect(try await scene.connector.privacy.list().allSatisfy { $0.state == .done })
        }
    }
}

import AsyncHTTPClient
import BackOffice
import Connector
import Foundation
import JobQueue
import Ledger
import NIOCore
import NIOHTTP1
import ShopifyAdmin
import Storage
import StorageTesting
import Testing

@testable import Connector

/// A shop of its own in the running sandbox, a ledger and a connector, for one test.
///
/// `BACKROOM_TEST_SANDBOX` holds the sandbox's address; without it these tests are left out.
struct SandboxShop {
    static let address = ProcessInfo.processInfo.environment["BACKROOM_TEST_SANDBOX"]

    let name: String
    let database: Database
    let connector: Connector
    let ledger: Ledger
    private let http: HTTPClient

    /// - Parameters:
    ///   - kind: nil: in memory, and on PostgreSQL when there is one.
    ///   - seed: what the sandbox's `shops/add` takes: orders, mix, currency …
    static func use(
        _ kind: TestDatabase?,
        _ seed: [String: Any] = [:],
        settings: [String: String] = [:],
        time: AdminTime = .system,
        _ body: (SandboxShop) async throws -> Void
    ) async throws {
        guard let kind else {
            for kind in [.sqliteInMemory] + TestDatabases.postgreSQL { try await use(kind, seed, settings: settings, time: time, body) }
            return
        }
        let address = try #require(Self.address)
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: HTTPClientTransport.configuration)
        do {
            let name = "t" + UUID().uuidString.prefix(8).lowercased()
            try await kind.use([JobQueue.migrations, Ledger.migrations, Connector.migrations]) { database in
                let ledger = Ledger(database: database, currency: "USD")
                let connector = Connector(
                    database: database,
                    backOffice: ledger,
                    key: try SecretKey(bytes: [UInt8](repeating: 3, count: 32)),
                    transport: HTTPClientTransport(http),
                    time: time
                )
                let shop = SandboxShop(name: name, database: database, connector: connector, ledger: ledger, http: http)
                _ = try await shop.control("shops/add", seed)
                var card = Self.settings
                for (key, value) in settings { card[key] = value }
                try await connector.shops.add(
                    "DEMO",
                    url: "\(name).myshopify.com",
                    credentials: .token("sandbox-token"),
                    endpoint: "\(address)/shops/\(name)",
                    settings: card
                )
                try await body(shop)
            }
            try await http.shutdown()
        } catch {
            try? await http.shutdown()
            throw error
        }
    }

    /// A shop card with which every order can be processed.
    private static let settings = [
        "createUnknownItems": "true", "createUnknownCustomers": "true", "skuMapping": "itemNo", "shippingAccount": "8100",
        "tipAccount": "8200", "giftCardAccount": "8300", "roundingAccount": "8400", "refundAccount": "8500", "logLevel": "all",
    ]

    /// One step of the sandbox's control address.
    @discardableResult
    func control(_ action: String, _ body: [String: Any] = [:]) async throws -> [String: Any] {
        var body = body
        body["shop"] = name
        var request = HTTPClientRequest(url: "\(Self.address ?? "")/control/\(action)")
        request.method = .POST
        request.body = .bytes(ByteBuffer(bytes: try JSONSerialization.data(withJSONObject: body)))
        let response = try await http.execute(request, timeout: .seconds(60))
        let answer = Data((try await response.body.collect(upTo: 64 << 20)).readableBytesView)
        #expect(response.status == .ok, "\(action): \(String(decoding: answer, as: UTF8.self))")
        return (try? JSONSerialization.jsonObject(with: answer)) as? [String: Any] ?? [:]
    }

    /// The task *Sync orders*, without a job around it.
    @discardableResult
    func importOrders(
        _ filter: OrderFilter = OrderFilter(),
        first: FirstImport = .pages,
        patience: Duration = .seconds(60),
        sink: TestSink? = nil
    ) async throws -> (
        OrderImport.Summary, TestSink, RequestScope
    ) {
        let sink = sink ?? TestSink(database)
        let session = try await ShopSession.open("DEMO", connector, sink)
        let shop = try await connector.shops.known(session)
        let work = OrderImport(
            shop: shop,
            source: AdminOrderSource(client: session.client),
            database: database,
            backOffice: ledger,
            sink: sink,
            bulk: OrderBulkImport(client: session.client, choice: first, patience: patience)
        )
        return (try await work.run(filter), sink, session.scope)
    }

    /// The task *Process orders*, without a job around it.
    @discardableResult
    func processOrders(_ selection: ProcessingStore.Selection = .init(), sink: TestSink? = nil) async throws -> (TestSink, RequestScope) {
        let sink = sink ?? TestSink(database)
        let session = try await ShopSession.open("DEMO", connector, sink)
        try await OrderProcessor(shop: session.shop, database: database, backOffice: ledger, sink: sink).process(selection)
        try await OrderWriteBack(session: session, database: database, sink: sink).run()
        return (sink, session.scope)
    }
}

extension AdminTime {
    /// The machine's clocks, with pauses that take a twentieth of their time; `each` is done in every pause.
    static func hurried(_ each: @escaping @Sendable () async throws -> Void = {}) -> AdminTime {
        var time = AdminTime.system
        time.sleep = { pause in
            try await each()
            try await Task.sleep(for: pause / 20)
        }
        return time
    }
}

extension Trait where Self == ConditionTrait {
    /// Left out, and said so, where no sandbox runs.
    static var needsSandbox: Self {
        .enabled(if: SandboxShop.address != nil, "BACKROOM_TEST_SANDBOX is not set: start one with Scripts/sandbox")
    }
}

import AsyncHTTPClient
import Connector
import Foundation
import JobQueue
import Logging
import Metrics
import ServiceLifecycle
import ShopifyAdmin
import Storage
import WebClient

/// The demo, from the first line to the last.
struct Demo: Sendable {
    let settings: Settings
    let orders: Int
    let seconds: Int?
    let place: DemoPlace

    static let shop = "DEMO"

    func run() async throws {
        Logs.start(settings)
        let voice = DemoVoice()
        voice.say("Starting a sandbox shop with \(Words.count(orders)) orders …")
        let sandbox = try SandboxProcess(orders: orders)
        defer { sandbox.stop() }
        let registry = PrometheusRegistry()
        MetricsSystem.bootstrap(registry)
        let installation = try await Installation.open(settings)
        do {
            let control = SandboxControl(client: installation.http, address: sandbox.address)
            try await control.waitUntilReady(sandbox)
            try await prepare(installation, control, voice)
            try await serve(installation, control, registry, voice)
            voice.say("Ending: running tasks reach a checkpoint, the sandbox shop stops …")
            await installation.close()
        } catch {
            await installation.close()
            throw error
        }
        voice.say("Done. The demo's database stays in \(place.databasePath) until the next demo.")
    }

    /// The back office, the shop, the entries.
    private func prepare(_ installation: Installation, _ control: SandboxControl, _ voice: DemoVoice) async throws {
        let variants = try await control.variants()
        let buyers = try await control.buyers()
        try await DemoLedger(ledger: installation.ledger).fill(variants, buyers)
        voice.say(
            "The back office has \(Words.count(variants.count)) items and \(Words.count(buyers.count)) customers that match the shop's."
        )
        try await installation.shops.add(
            Self.shop,
            url: "https://demo.myshopify.com",
            credentials: .token("sandbox-token"),
            endpoint: control.address,
            settings: [
                "skuMapping": "itemNo", "createUnknownCustomers": "true", "createUnknownItems": "true", "shippingAccount": "8100",
                "tipAccount": "8200",
                "giftCardAccount": "8300", "roundingAccount": "8400", "refundAccount": "8500",
                "writeBackDocumentNumber": "false", "archiveProcessedOrders": "false", "logLevel": "all",
            ]
        )
        voice.say("The shop \(Self.shop) is connected; its syncs run in the background.")
    }

    private func serve(_ installation: Installation, _ control: SandboxControl, _ registry: PrometheusRegistry, _ voice: DemoVoice)
        async throws
    {
        let parts = Parts(installation, registry: registry)
        let logger = Logger(label: "backroom")
        let token = try await AccessTokens(database: installation.database).create(name: "demo", role: .administrator).secret
        try await Users(database: installation.database).add("demo", role: .administrator, password: nil)
        let link = try await OneTimeLinks(database: installation.database).make(user: "demo")
        let shopkeeper = DemoShopkeeper(installation: installation, control: control, voice: voice)
        let web = try parts.webServer(logger) { port in
            voice.welcome(address: "http://\(settings.host):\(port)", link: link, database: settings.database.description, token: token)
        }
        var services: [any Service] = [
            parts.worker, parts.webhooks, web, parts.hub, DemoNarrator(installation: installation, voice: voice), shopkeeper,
        ]
        if let seconds { services.append(DemoTimer(seconds: seconds)) }
        try await Servers.group(services, logger).run()
    }
}

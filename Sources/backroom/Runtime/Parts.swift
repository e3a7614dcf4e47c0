import Connector
import Foundation
import JobQueue
import Logging
import ServiceLifecycle
import Storage
import WebClient

/// What a server is made of.
struct Parts: Sendable {
    let installation: Installation
    let worker: JobWorker
    let hub: EventHub
    private let registry: PrometheusRegistry

    init(_ installation: Installation, registry: PrometheusRegistry) {
        self.installation = installation
        self.registry = registry
        var configuration = WorkerConfiguration()
        configuration.concurrency = installation.settings.workers
        configuration.webhooks = WebhookSettings(
            sender: HTTPWebhookSender(client: installation.http),
            key: Array(installation.webhookSecret.utf8)
        )
        worker = JobWorker(queue: installation.queue, configuration: configuration)
        let events = QueueEvents(queue: installation.queue)
        hub = EventHub { events.stream() }
    }

    /// The web server.
    func webServer(_ logger: Logger, onStart: @escaping @Sendable (Int) async -> Void) throws -> any Service {
        let services = WebServices(
            database: installation.database,
            queue: installation.queue,
            tasks: installation.tasks.descriptions,
            connector: installation.connector,
            ledger: installation.ledger,
            events: hub,
            metrics: registry,
            health: health,
            version: Version.text
        )
        let settings = installation.settings
        let server = try WebServer(
            services,
            zone: settings.timeZone,
            language: settings.language == .ru ? .russian : .english,
            tls: settings.tls,
            proxies: settings.proxies
        )
        return server.application(
            host: installation.settings.host,
            port: installation.settings.port,
            logger: logger,
            onStart: onStart
        )
    }

    /// Turns what Shopify sends into entries, and has each shop looked after once a day.
    var webhooks: any Service {
        WebhookService(dispatch: WebhookDispatch(connector: installation.connector, queue: installation.queue))
    }

    private var health: Health {
        let database = installation.database
        let queue = installation.queue
        return Health([
            Health.database(database) { try await database.pendingMigrations(Installation.migrations).isEmpty },
            Health.Check("workers") {
                try await queue.nodes().contains(where: \.isAlive) ? nil : "No worker is alive."
            },
        ])
    }
}

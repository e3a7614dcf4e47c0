import AsyncHTTPClient
import Connector
import Foundation
import JobQueue
import Ledger
import Logging
import ShopifyAdmin
import Storage
import WebClient

/// Everything wired together: the database, the ledger, the shops, the queue.
struct Installation: Sendable {
    let settings: Settings
    let database: Database
    let ledger: Ledger
    let connector: Connector
    let tasks: TaskRegistry
    let queue: JobQueue
    let http: HTTPClient
    /// What outgoing webhooks are signed with.
    let webhookSecret: String

    var shops: Shops { connector.shops }

    /// The tables of every room, from the bottom up.
    static let migrations: [MigrationModule] = [Ledger.migrations, JobQueue.migrations, Connector.migrations, WebMigrations.module]

    /// Opens the database, brings it to this version, and wires the rooms.
    ///
    /// - Throws: `StorageError`, `SecretKeyError`; nothing is changed then.
    static func open(_ settings: Settings) async throws -> Installation {
        let database = try await Database.open(settings.database, logger: Logger(label: "backroom.storage"))
        let http = HTTPClient(configuration: HTTPClientTransport.configuration)
        do {
            try await database.migrate(migrations)
            let key = try SecretKeyFile.load(configured: settings.secretKey, sqlitePath: settings.database.filePath)
            let ledger = Ledger(database: database)
            let connector = Connector(
                database: database,
                backOffice: ledger,
                key: try SecretKey(bytes: key),
                transport: HTTPClientTransport(http),
                publicURL: settings.publicURL
            )
            let tasks = TaskRegistry(connector.tasks)
            let queue = JobQueue(
                database: database,
                tasks: tasks,
                middleware: [MetricsMiddleware(), TracingMiddleware()],
                logger: Logger(label: "backroom.jobs")
            )
            return Installation(
                settings: settings,
                database: database,
                ledger: ledger,
                connector: connector,
                tasks: tasks,
                queue: queue,
                http: http,
                webhookSecret: WebhookSecret.text(configured: settings.webhookSecret, secretKey: key)
            )
        } catch {
            await database.close()
            try? await http.shutdown()
            throw error
        }
    }

    /// Lets go of the database and of every connection.
    func close() async {
        await database.close()
        try? await http.shutdown()
    }

    /// Opens, does one thing, closes: what every command but the servers does.
    static func use(_ common: CommonOptions, _ body: @Sendable (Installation) async throws -> Void) async throws {
        let settings = try common.settings()
        Logs.start(settings, quiet: true)
        let installation = try await open(settings)
        do {
            try await body(installation)
            await installation.close()
        } catch {
            await installation.close()
            throw error
        }
    }
}

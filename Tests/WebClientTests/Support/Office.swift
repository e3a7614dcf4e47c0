import Connector
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JobQueue
import Ledger
import NIOCore
import ShopifyAdmin
import Storage
import StorageTesting
import Testing

@testable import WebClient

/// A whole web server over a fresh database, with a shop that nobody answers for and a task that does nothing.
struct Office: Sendable {
    let services: WebServices
    let server: WebServer
    let viewer: String
    let `operator`: String
    let administrator: String

    /// A transport without a network: every request finds nobody.
    struct Nobody: AdminTransport {
        func send(_ request: AdminHTTPRequest) async throws -> AdminHTTPResponse {
            throw AdminTransportFailure(.notConnected, cause: nil)
        }
    }

    /// A task that does nothing, and says so.
    struct IdleTask: JobTask {
        struct Parameters: Codable, Sendable { var note: String? }

        var description: TaskDescription {
            TaskDescription(
                name: "idle",
                number: 1,
                title: "Do nothing",
                parameters: [ParameterDescription("note", .text, help: "Anything.")]
            )
        }

        func run(_ parameters: Parameters, _ context: JobContext) async throws -> JobResult { .done(parameters.note) }
    }

    static let modules = [Ledger.migrations, JobQueue.migrations, Connector.migrations, WebMigrations.module]

    /// Opens an office for a test.
    static func open(_ kind: TestDatabase = .sqliteFile, _ body: (Office) async throws -> Void) async throws {
        try await kind.use(modules) { database in
            try await body(try await make(database))
        }
    }

    private static func make(_ database: Database) async throws -> Office {
        let ledger = Ledger(database: database)
        let connector = Connector(
            database: database,
            backOffice: ledger,
            key: try SecretKey(bytes: [UInt8](repeating: 7, count: 32)),
            transport: Nobody()
        )
        let tasks = TaskRegistry(connector.tasks + [IdleTask()])
        let queue = JobQueue(database: database, tasks: tasks)
        let services = WebServices(
            database: database,
            queue: queue,
            tasks: tasks.descriptions,
            connector: connector,
            ledger: ledger,
            events: EventHub { AsyncStream { $0.finish() } },
            metrics: PrometheusRegistry(),
            health: Health([Health.database(database) { true }]),
            version: "test"
        )
        try await connector.shops.add(
            "DEMO",
            url: "https://demo.myshopify.com",
            credentials: .token("shpat_secret_token"),
            endpoint: "http://127.0.0.1:9"
        )
        let tokens = AccessTokens(database: database)
        return Office(
            services: services,
            server: try WebServer(services, zone: .gmt),
            viewer: try await tokens.create(name: "viewer", role: .viewer).secret,
            operator: try await tokens.create(name: "operator", role: .operator).secret,
            administrator: try await tokens.create(name: "administrator", role: .administrator).secret
        )
    }

    /// Talks to the router without a socket.
    func test(_ body: @Sendable (Caller) async throws -> Void) async throws {
        let application = Application(router: server.router())
        try await application.test(.router) { client in
            try await body(Caller(client: client))
        }
    }

    /// Makes requests with tokens.
    struct Caller: Sendable {
        let client: any TestClientProtocol

        func callAsFunction(
            _ method: HTTPRequest.Method,
            _ path: String,
            token: String? = nil,
            headers: HTTPFields = [:],
            body: String? = nil
        ) async throws -> TestResponse {
            var headers = headers
            if let token { headers[.authorization] = "Bearer \(token)" }
            if body != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
            return try await client.execute(uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        }
    }
}

extension TestResponse {
    /// The body as JSON.
    var json: JSONValue {
        get throws { try JSONCoding.decoder().decode(JSONValue.self, from: Data(body.readableBytesView)) }
    }

    var text: String { String(buffer: body) }
}

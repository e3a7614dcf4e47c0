import Connector
public import Foundation
public import Hummingbird
import HummingbirdCore
import HummingbirdTLS
public import Logging
import NIOCore

/// The web server: the API, health, metrics and the pages behind one address.
public struct WebServer: Sendable {
    private let services: WebServices
    private let endpoints: [Endpoint]
    let pages: Pages
    private let proxies: TrustedProxies
    private let isTLS: Bool
    private let http: HTTPServerBuilder

    /// - Parameters:
    ///   - zone: the zone of the pages' times.
    ///   - language: what the pages speak to somebody whose browser asks for nothing.
    ///   - tls: certificate and key; nil: plain HTTP, for this machine or behind a proxy.
    ///   - proxies: whose word about the client counts.
    /// - Throws: `Failure` when certificate or key cannot be used.
    public init(
        _ services: WebServices,
        zone: TimeZone = .current,
        language: PageLanguage = .english,
        tls: TLSFiles? = nil,
        proxies: TrustedProxies = .loopback
    ) throws {
        self.proxies = proxies
        isTLS = tls != nil
        let channel = HTTP1Channel.Configuration(
            idleTimeout: .seconds(Limits.idleSeconds),
            httpDecoderConfiguration: .init(maxHeaderFieldSize: 16 * 1024, maxHeaderListSize: 32 * 1024, maxHeaderFieldCount: 100)
        )
        let plain = HTTPServerBuilder.http1(configuration: channel)
        http = try tls.map { try .tls(plain, tlsConfiguration: $0.configuration()) } ?? plain
        self.services = services
        pages = Pages(services: services, renderer: try PageRenderer(version: services.version, zone: zone, language: language))
        let listed = APIEndpoints(services: services).all
        endpoints = listed + [Self.document(listed, services.version)]
    }

    /// The service to run; it ends gracefully with its `ServiceGroup`.
    ///
    /// - Parameter onStart: told the port once the server listens (with port 0 the system chooses one).
    public func application(
        host: String,
        port: Int,
        logger: Logger,
        onStart: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        Application(
            responder: router().buildResponder(),
            server: http,
            configuration: .init(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { channel in await onStart(channel.localAddress?.port ?? port) },
            logger: logger
        )
    }

    /// Every route with its middleware.
    func router() -> Router<WebContext> {
        let router = Router(context: WebContext.self)
        router.add(middleware: ForwardedHeaders(proxies: proxies, isTLS: isTLS))
        router.add(middleware: AccessLog())
        router.add(middleware: SafetyHeaders())
        router.add(middleware: ProblemMiddleware())
        let authentication = Authentication(services)
        let gate = Gate(
            authenticate: authentication.principal(of:_:),
            idempotency: Idempotency(database: services.database),
            components: Components.all,
            audit: AuditTrail(database: services.database)
        )
        for endpoint in endpoints {
            router.on(endpoint.routerPath, method: endpoint.method) { request, context in
                try await gate.respond(to: request, context, endpoint)
            }
        }
        pages.register(router, authentication)
        WebhookReceiver(webhooks: services.connector.webhooks).register(router)
        return router
    }

    /// What the router serves, for the tests that hold it against the document.
    var served: [Endpoint] { endpoints }

    private static func document(_ listed: [Endpoint], _ version: String) -> Endpoint {
        let path = "/api/v1/openapi.json"
        var endpoint: Endpoint {
            Endpoint(
                method: .get,
                path: path,
                access: .open,
                name: "openAPI",
                tag: "System",
                summary: "This document.",
                answers: [.init(.ok, "OpenAPI 3.1.", .object([], open: true))]
            ) { _ in
                let own = Self.document(listed, version)
                return try .json(OpenAPIDocument(endpoints: listed + [own], components: Components.all, version: version).document)
            }
        }
        return endpoint
    }
}

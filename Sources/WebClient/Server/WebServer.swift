public import Foundation
public import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore

/// The web server: the API, health, metrics and the pages behind one address.
public struct WebServer: Sendable {
    private let services: WebServices
    private let endpoints: [Endpoint]
    let pages: Pages

    /// - Parameters:
    ///   - zone: the zone of the pages' times.
    ///   - language: what the pages speak to somebody whose browser asks for nothing.
    public init(_ services: WebServices, zone: TimeZone = .current, language: PageLanguage = .english) throws {
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
        let channel = HTTP1Channel.Configuration(
            idleTimeout: .seconds(Limits.idleSeconds),
            httpDecoderConfiguration: .init(maxHeaderFieldSize: 16 * 1024, maxHeaderListSize: 32 * 1024, maxHeaderFieldCount: 100)
        )
        return Application(
            responder: router().buildResponder(),
            server: .http1(configuration: channel),
            configuration: .init(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { channel in await onStart(channel.localAddress?.port ?? port) },
            logger: logger
        )
    }

    /// Every route with its middleware.
    func router() -> Router<WebContext> {
        let router = Router(context: WebContext.self)
        router.add(middleware: AccessLog())
        router.add(middleware: SafetyHeaders())
        router.add(middleware: ProblemMiddleware())
        let authentication = Authentication(services)
        let gate = Gate(
            authenticate: authentication.principal(of:_:),
            idempotency: Idempotency(database: services.database),
            components: Components.all
        )
        for endpoint in endpoints {
            router.on(endpoint.routerPath, method: endpoint.method) { request, context in
                try await gate.respond(to: request, context, endpoint)
            }
        }
        pages.register(router, authentication)
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

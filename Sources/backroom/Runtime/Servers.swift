import Foundation
import JobQueue
import Logging
import Metrics
import ServiceLifecycle
import UnixSignals
import WebClient

/// The long-lived parts of a process in one `ServiceGroup`: they start together and end together, the web server first.
enum Servers {
    /// Runs until a signal ends it.
    static func run(_ settings: Settings, web: Bool) async throws {
        Logs.start(settings)
        let registry = PrometheusRegistry()
        MetricsSystem.bootstrap(registry)
        let installation = try await Installation.open(settings)
        do {
            let logger = Logger(label: "backroom")
            let parts = Parts(installation, registry: registry)
            var services: [any Service] = [parts.worker, parts.webhooks]
            if web {
                services += [
                    // The group ends from the last to the first: the open event streams before the server that waits for them.
                    try parts.webServer(logger) { port in await greet(installation, port: port) }, parts.hub,
                ]
            }
            try await group(services, logger).run()
            await installation.close()
        } catch {
            await installation.close()
            throw error
        }
    }

    /// Says where to look; while nobody can sign in, with the link that makes the first administrator.
    private static func greet(_ installation: Installation, port: Int) async {
        let address = installation.address(port: port)
        var words = "Backroom listens on \(address)"
        if (try? await Users(database: installation.database).isEmpty()) == true,
            let path = try? await OneTimeLinks(database: installation.database).make()
        {
            words += "\nNobody can sign in yet. This link makes the first administrator, within an hour:\n  \(address)\(path)"
        }
        // In one piece: who waits for the address finds the link beside it.
        Terminal.say(words)
    }

    /// A group that ends in order on SIGTERM and SIGINT.
    static func group(_ services: [any Service], _ logger: Logger) -> ServiceGroup {
        var configuration = ServiceGroupConfiguration(
            services: services.map {
                .init(
                    service: $0,
                    successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup
                )
            },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        configuration.maximumGracefulShutdownDuration = .seconds(40)
        return ServiceGroup(configuration: configuration)
    }
}

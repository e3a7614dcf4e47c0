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
            var services: [any Service] = [parts.worker]
            if web {
                services += [
                    parts.hub, parts.webServer(logger) { port in Terminal.say("Backroom listens on http://\(settings.host):\(port)") },
                ]
            }
            try await group(services, logger).run()
            await installation.close()
        } catch {
            await installation.close()
            throw error
        }
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

import Connector
import ServiceLifecycle

/// The dispatch of webhooks as a long-lived part of a process: it ends with the group, between two looks.
struct WebhookService: Service {
    let dispatch: WebhookDispatch

    func run() async throws {
        await cancelWhenGracefulShutdown { await dispatch.run() }
    }
}

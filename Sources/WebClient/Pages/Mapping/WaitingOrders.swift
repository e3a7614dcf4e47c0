import Connector
import JobQueue

/// What follows a mapping: the shop's orders that waited for it are processed in the background, where the person asked for that.
struct WaitingOrders: Sendable {
    let services: WebServices

    func after(_ call: PageCall, _ path: String, _ text: String, shop: String) async throws -> PageAnswer {
        guard call.field("do") == "process" else { return .redirect(path, Notice(text, kind: "success")) }
        var action = SyncAction(task: TaskName.processOrders.rawValue, shop: shop)
        action.owner = call.user.name
        let entry = try await services.queue.enqueue(try await action.entry(services.queue.tasks, services.connector.shops).entry)
        return .redirect(
            path,
            Notice(text + " " + call.speech(.ordersAreProcessed), href: "/job-queue/\(entry.id)", link: call.speech(.showEntry))
        )
    }
}

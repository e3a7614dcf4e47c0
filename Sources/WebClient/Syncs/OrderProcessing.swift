public import Connector
public import JobQueue

/// *Process now* for one order: the task itself in this process, so that locks, log and counts are those of any run.
public struct OrderProcessing: Sendable {
    let connector: Connector
    let queue: JobQueue

    public init(connector: Connector, queue: JobQueue) {
        self.connector = connector
        self.queue = queue
    }

    /// The order after the attempt, with its document or with what stood in the way.
    ///
    /// - Throws: `ConnectorError` when there is no such order or it has its document already; `Failure` when the run itself failed.
    public func process(_ id: String, shop: String?, owner: String?) async throws -> OrderSummary {
        let order = try await connector.orders.show(id, shop: shop)
        guard !order.processed else {
            let document = order.documentNo.map { " (\($0))" } ?? ""
            throw Failure(.conflict, code: "already_processed", "Order \(order.name) has its sales document already\(document).")
        }
        var action = SyncAction(task: TaskName.processOrders.rawValue, shop: order.shop)
        action.parameters = ["orders": [.string(order.id)]]
        action.owner = owner
        let run = try await queue.runInForeground(try await action.entry(queue.tasks, connector.shops).entry)
        let after = try await connector.orders.show(order.id, shop: order.shop)
        // A run can fail after it made the document: when the shop cannot be told of it, say. The next run tells it.
        if run.status != .success, !after.processed, let error = run.error { throw Failure(.failed, code: "run_failed", error) }
        return after
    }
}

import BackOffice
import Foundation
public import JobQueue

/// *Process Shopify orders* (30103).
public struct ProcessOrdersTask: JobTask {
    /// The request page.
    public struct Parameters: Codable, Sendable, Hashable {
        public var financialStatus: [String]?
        public var fulfillmentStatus: [String]?
        /// Orders by id or name; all unprocessed ones when empty.
        public var orders: [String]?

        public init() {}
    }

    let connector: Connector

    public var description: TaskDescription {
        TaskDescription(
            .processOrders,
            "Process Shopify orders",
            [
                ParameterDescription("financialStatus", .list, help: "Only orders with one of these payment states, such as paid."),
                ParameterDescription(
                    "fulfillmentStatus",
                    .list,
                    help: "Only orders with one of these shipment states, such as unfulfilled."
                ),
                ParameterDescription("orders", .list, help: "Only these orders, by name or id."),
            ]
        )
    }

    public func footprint(_ parameters: Parameters, shop: String?) async throws -> [String] {
        try await OrderRun.locks(connector, shop)
    }

    public func run(_ parameters: Parameters, _ context: JobContext) async throws -> JobResult {
        let orders = try await OrderRun.open(connector, context)
        let shop = orders.session.shop
        let selection = try await selection(parameters, shop)
        return try await orders.session.framed(.processOrders, connector, context) {
            if context.isDryRun {
                return try await context.planned(try await orders.processor(shop).preview(selection), "documents would be made or refused")
            }
            try await orders.makeDocuments(selection, shop)
            try await orders.writeBack()
            let counts = context.counts
            return counts.created == 0 && counts.failed == 0 && counts.read == 0 ? .nothingChanged : .done(nil)
        }
    }

    private func selection(_ parameters: Parameters, _ shop: Shop) async throws -> ProcessingStore.Selection {
        var selection = ProcessingStore.Selection()
        selection.financialStatus = (parameters.financialStatus ?? []).map { $0.uppercased() }
        selection.fulfillmentStatus = (parameters.fulfillmentStatus ?? []).map { $0.uppercased() }
        guard let orders = parameters.orders, !orders.isEmpty else { return selection }
        var ids: [String] = []
        for order in orders { ids.append(try await connector.orders.show(order, shop: shop.code).id) }
        selection.ids = ids
        return selection
    }
}

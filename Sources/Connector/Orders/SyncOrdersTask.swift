import BackOffice
import Foundation
public import JobQueue

/// *Sync orders from Shopify* (30104).
public struct SyncOrdersTask: JobTask {
    public typealias Parameters = OrderFilter

    let connector: Connector

    public var description: TaskDescription {
        TaskDescription(
            .syncOrders,
            "Sync orders from Shopify",
            [
                ParameterDescription(
                    "financialStatus",
                    .list,
                    choices: Self.financial,
                    help: "Only orders with one of these payment states."
                ),
                ParameterDescription(
                    "fulfillmentStatus",
                    .list,
                    choices: Self.fulfillment,
                    help: "Only orders with one of these shipment states."
                ),
                ParameterDescription("returnStatus", .list, choices: Self.returns, help: "Only orders with one of these return states."),
                ParameterDescription("confirmed", .boolean, help: "Only orders that are confirmed (true) or not (false)."),
                ParameterDescription(
                    "risk",
                    .list,
                    choices: ["high", "medium", "low", "none", "pending"],
                    help: "Only orders of these risk levels."
                ),
                ParameterDescription("tags", .list, help: "Only orders with one of these tags."),
                ParameterDescription("channel", .text, help: "Only orders of this sales channel (source name)."),
                ParameterDescription("orderNumbers", .list, help: "Only these orders, such as #1001."),
                ParameterDescription("countries", .list, help: "Only orders shipped to these countries (ISO codes)."),
                ParameterDescription("since", .instant, help: "Orders that changed since; instead of since the last run."),
                .retrySkipped("orders"),
                ParameterDescription(
                    "firstImport",
                    .choice,
                    default: .string(FirstImport.auto.rawValue),
                    choices: FirstImport.allCases.map(\.rawValue),
                    help: "How a first import of all orders goes: in bulk, by pages, or in bulk from 251 orders on (auto)."
                ),
            ]
        )
    }

    public func footprint(_ parameters: OrderFilter, shop: String?) async throws -> [String] {
        try await OrderRun.locks(connector, shop)
    }

    public func run(_ parameters: OrderFilter, _ context: JobContext) async throws -> JobResult {
        let orders = try await OrderRun.open(connector, context)
        return try await orders.session.framed(.syncOrders, connector, context) {
            let shop = try await connector.shops.known(orders.session)
            let work = OrderImport(
                shop: shop,
                source: AdminOrderSource(client: orders.session.client),
                database: connector.database,
                backOffice: connector.backOffice,
                sink: context,
                bulk: OrderBulkImport(client: orders.session.client, choice: FirstImport(parameters.firstImport))
            )
            if context.isDryRun { return try await context.planned(try await work.preview(parameters), "changes would be made") }
            // A person who starts it wants everything tried again; a schedule what is due.
            var filter = parameters
            if !context.isRecurring { filter.retrySkipped = "all" }
            let summary = try await work.run(filter)
            if shop.settings.autoCreateSalesDocuments { try await orders.makeDocuments(ProcessingStore.Selection(withErrors: false), shop) }
            try await orders.writeBack()
            return summary.changed == 0 && context.counts.failed == 0 && context.counts.created == 0 ? .nothingChanged : .done(nil)
        }
    }

    private static let financial = [
        "authorized", "expired", "paid", "partially_paid", "partially_refunded", "pending", "refunded", "voided",
    ]
    private static let fulfillment = ["fulfilled", "in_progress", "on_hold", "partial", "scheduled", "shipped", "unfulfilled", "unshipped"]
    private static let returns = ["in_progress", "inspection_complete", "no_return", "return_failed", "return_requested", "returned"]
}

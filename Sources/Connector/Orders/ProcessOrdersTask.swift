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
            name: TaskName.processOrders.rawValue,
            number: TaskName.processOrders.number,
            title: "Process Shopify orders",
            parameters: [
                ParameterDescription("financialStatus", .list, help: "Only orders with one of these payment states, such as paid."),
                ParameterDescription(
                    "fulfillmentStatus",
                    .list,
                    help: "Only orders with one of these shipment states, such as unfulfilled."
                ),
                ParameterDescription("orders", .list, help: "Only these orders, by name or id."),
            ],
            needsShop: true
        )
    }

    public func footprint(_ parameters: Parameters, shop: String?) async throws -> [String] {
        guard let shop else { return [] }
        let card = try await connector.shops.show(shop)
        var locks = ["shop/\(card.code)/orders"]
        if card.settings.createUnknownCustomers { locks.append("shop/\(card.code)/customers") }
        if card.settings.createUnknownItems { locks.append("shop/\(card.code)/products") }
        return locks
    }

    public func run(_ parameters: Parameters, _ context: JobContext) async throws -> JobResult {
        let session = try await ShopSession.open(context.shop, connector, context)
        var selection = ProcessingStore.Selection()
        selection.financialStatus = (parameters.financialStatus ?? []).map { $0.uppercased() }
        selection.fulfillmentStatus = (parameters.fulfillmentStatus ?? []).map { $0.uppercased() }
        if let orders = parameters.orders, !orders.isEmpty {
            var ids: [String] = []
            for order in orders { ids.append(try await connector.orders.show(order, shop: session.shop.code).id) }
            selection.ids = ids
        }
        return try await session.logged(connector.activity, context.logger) { [selection] in
            if context.isDryRun {
                let work = Self.processor(session.shop, connector, context)
                let changes = try await work.preview(selection)
                try await context.write { tx in try PlannedChanges.store(changes, run: context.run, in: tx) }
                return .done("\(changes.count) documents would be made or refused.")
            }
            try await Self.process(selection, session.shop, session, connector, context)
            try await OrderWriteBack(session: session, database: connector.database, sink: context).run(retryAll: !context.isRecurring)
            let counts = context.counts
            return counts.created == 0 && counts.failed == 0 && counts.read == 0 ? .nothingChanged : .done(nil)
        }
    }

    /// Makes the documents; *Sync orders* goes on with it when the shop card says so.
    static func process(
        _ selection: ProcessingStore.Selection,
        _ shop: Shop,
        _ session: ShopSession,
        _ connector: Connector,
        _ context: JobContext
    ) async throws {
        try await processor(shop, connector, context).process(selection)
        try await RefundProcessor(shop: shop, database: connector.database, backOffice: connector.backOffice, sink: context).process()
    }

    private static func processor(_ shop: Shop, _ connector: Connector, _ context: JobContext) -> OrderProcessor {
        OrderProcessor(shop: shop, database: connector.database, backOffice: connector.backOffice, sink: context)
    }
}

import BackOffice
import Foundation
public import JobQueue
import Storage

/// *Sync shipments to Shopify* (30109).
public struct SyncShipmentsTask: JobTask {
    public struct Parameters: Codable, Sendable, Hashable {
        /// Which parked shipments are tried again: those that are due, or all.
        public var retrySkipped: String?

        public init() {}
    }

    let connector: Connector

    public var description: TaskDescription {
        TaskDescription(
            name: TaskName.syncShipments.rawValue,
            number: TaskName.syncShipments.number,
            title: "Sync shipments to Shopify",
            parameters: [
                ParameterDescription(
                    "retrySkipped",
                    .choice,
                    default: "due",
                    choices: ["due", "all"],
                    help: "Which skipped shipments are tried again."
                )
            ],
            needsShop: true
        )
    }

    public func footprint(_ parameters: Parameters, shop: String?) async throws -> [String] {
        guard let shop else { return [] }
        let code = try await connector.shops.show(shop).code
        return ["shop/\(code)/fulfillments", "shop/\(code)/orders"]
    }

    public func run(_ parameters: Parameters, _ context: JobContext) async throws -> JobResult {
        let session = try await ShopSession.open(context.shop, connector, context)
        guard let backOffice = connector.backOffice as? any ShipmentReporting else {
            return .done("\(connector.backOffice.name) has no shipments to send.")
        }
        return try await session.logged(connector.activity, context.logger) {
            let export = ShipmentExport(session: session, database: connector.database, backOffice: backOffice, sink: context)
            let requests = FulfillmentRequests(session: session, database: connector.database, sink: context)
            if context.isDryRun {
                return try await context.planned(
                    try await requests.preview() + export.preview(),
                    "requests and shipments would be answered or sent"
                )
            }
            try session.requireDataSync()
            // First what is asked for: only what was accepted can be shipped.
            try await requests.run()
            try await export.run(retryAll: parameters.retrySkipped == "all" || !context.isRecurring)
            try await OrderWriteBack(session: session, database: connector.database, sink: context).run(retryAll: !context.isRecurring)
            return context.outcome
        }
    }
}

extension ShipmentExport {
    /// What would be sent; Shopify is not asked.
    func preview() async throws -> [PlannedChange] {
        var changes: [PlannedChange] = []
        var mark = try await database.read { [shop] tx in
            try BackOfficeMark(tx: tx, shop: shop.code, task: TaskName.syncShipments.rawValue).value()
        }
        while true {
            let page = try await backOffice.shipments(changedAfter: mark, ownKeys: shop.code + "/", limit: 250)
            for shipment in page.shipments {
                sink.count(.read, by: 1)
                let goods = shipment.lines.filter { !$0.externalID.isEmpty }.map { "\($0.quantity) × \($0.description)" }
                changes.append(
                    PlannedChange(
                        record: shipment.externalDocumentNo,
                        field: "shipment \(shipment.no)",
                        from: "",
                        to: goods.joined(separator: ", ")
                    )
                )
            }
            guard page.hasMore else { return changes }
            mark = page.cursor
        }
    }
}

import BackOffice
import Foundation
public import JobQueue
import Storage

/// *Sync shipments to Shopify* (30109).
public struct SyncShipmentsTask: JobTask {
    public typealias Parameters = RetryParameters

    let connector: Connector

    public var description: TaskDescription {
        TaskDescription(.syncShipments, "Sync shipments to Shopify", [.retrySkipped("shipments")])
    }

    public func footprint(_ parameters: Parameters, shop: String?) async throws -> [String] {
        try await connector.shops.footprint(shop, "fulfillments", "orders")
    }

    public func run(_ parameters: Parameters, _ context: JobContext) async throws -> JobResult {
        let session = try await ShopSession.open(context.shop, connector, context)
        guard let backOffice = connector.backOffice as? any ShipmentReporting else {
            return .done("\(connector.backOffice.name) has no shipments to send.")
        }
        return try await session.framed(.syncShipments, connector, context) {
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
            try await export.run(retryAll: parameters.retriesAll(context))
            try await OrderWriteBack(session: session, database: connector.database, sink: context).run(retryAll: !context.isRecurring)
            return context.outcome
        }
    }
}

extension ShipmentExport {
    /// What would be sent; Shopify is not asked.
    func preview() async throws -> [RecordChange] {
        var changes: [RecordChange] = []
        var mark = try await database.read { [shop] tx in
            try BackOfficeMark(tx: tx, shop: shop.code, task: TaskName.syncShipments.rawValue).value()
        }
        while true {
            let page = try await backOffice.shipments(changedAfter: mark, ownKeys: shop.code + "/", limit: 250)
            for shipment in page.shipments {
                sink.count(.read, by: 1)
                let goods = shipment.lines.filter { !$0.externalID.isEmpty }.map { "\($0.quantity) × \($0.description)" }
                changes.append(
                    RecordChange(
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

import BackOffice
import Foundation
public import JobQueue

/// *Sync inventory* (30102).
public struct SyncInventoryTask: JobTask {
    public typealias Parameters = NoParameters

    let connector: Connector

    public var description: TaskDescription {
        TaskDescription(.syncInventory, "Sync inventory to Shopify")
    }

    public func footprint(_ parameters: NoParameters, shop: String?) async throws -> [String] {
        try await connector.shops.footprint(shop, "inventory")
    }

    public func run(_ parameters: NoParameters, _ context: JobContext) async throws -> JobResult {
        let session = try await ShopSession.open(context.shop, connector, context)
        guard let backOffice = connector.backOffice as? any StockReporting else {
            return .done("\(connector.backOffice.name) does not report stock.")
        }
        return try await session.framed(.syncInventory, connector, context) {
            let export = InventoryExport(
                session: session,
                database: connector.database,
                backOffice: backOffice,
                sink: context,
                entry: context.entry
            )
            if context.isDryRun {
                return try await context.planned(try await export.preview(), "quantities would be changed")
            }
            try session.requireDataSync()
            try await export.run(retryAll: !context.isRecurring)
            return context.outcome
        }
    }
}

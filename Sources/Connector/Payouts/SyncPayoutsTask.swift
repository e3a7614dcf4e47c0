import Foundation
public import JobQueue
import Logging

/// *Sync payments* (30105): payouts of Shopify Payments and their balance transactions.
public struct SyncPayoutsTask: JobTask {
    public typealias Parameters = NoParameters

    let connector: Connector

    public var description: TaskDescription {
        TaskDescription(.syncPayouts, "Sync payouts from Shopify")
    }

    public func footprint(_ parameters: NoParameters, shop: String?) async throws -> [String] {
        try await connector.shops.footprint(shop, "payouts")
    }

    public func run(_ parameters: NoParameters, _ context: JobContext) async throws -> JobResult {
        if context.isDryRun { return .done("Payouts are only read: a dry run has nothing to show.") }
        let session = try await ShopSession.open(context.shop, connector, context)
        return try await session.framed(.syncPayouts, connector, context) {
            let touched = try await PayoutImport(session: session, database: connector.database, sink: context).run()
            let off = try await connector.payouts.unreconciled(touched, shop: session.shop.code)
            for payout in off {
                context.logger.warning(
                    "A payout does not reconcile",
                    metadata: ["payout": "\(payout.id)", "difference": "\(payout.difference)"]
                )
            }
            let counts = context.counts
            if counts.created + counts.updated == 0 { return .nothingChanged }
            return .done(off.isEmpty ? nil : "\(off.count) payouts differ from their transactions: see the payouts' list.")
        }
    }
}

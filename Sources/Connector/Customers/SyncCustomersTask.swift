import BackOffice
import Foundation
public import JobQueue

/// *Sync customers* (30100).
public struct SyncCustomersTask: JobTask {
    public typealias Parameters = RetryParameters

    let connector: Connector

    public var description: TaskDescription {
        TaskDescription(.syncCustomers, "Sync customers", [.retrySkipped("customers")])
    }

    public func footprint(_ parameters: Parameters, shop: String?) async throws -> [String] {
        try await connector.shops.footprint(shop, "customers")
    }

    public func run(_ parameters: Parameters, _ context: JobContext) async throws -> JobResult {
        let session = try await ShopSession.open(context.shop, connector, context)
        return try await session.framed(.syncCustomers, connector, context) {
            let incoming = CustomerImportRun(
                session: session,
                database: connector.database,
                backOffice: connector.backOffice,
                sink: context
            )
            if context.isDryRun {
                var planned = try await incoming.preview()
                if session.shop.settings.canUpdateShopCustomers,
                    let backOffice = connector.backOffice as? any CustomerReporting & ChangeReporting
                {
                    planned += try await CustomerExport(
                        session: session,
                        database: connector.database,
                        backOffice: backOffice,
                        sink: context
                    )
                    .preview()
                }
                return try await context.planned(planned, "customers would change")
            }
            let retryAll = parameters.retriesAll(context)
            try await incoming.run(retryAll: retryAll)
            if session.shop.settings.canUpdateShopCustomers,
                let backOffice = connector.backOffice as? any CustomerReporting & ChangeReporting
            {
                try session.requireDataSync()
                try await CustomerExport(session: session, database: connector.database, backOffice: backOffice, sink: context)
                    .run(retryAll: retryAll)
            } else if !incoming.isWanted {
                return .done("The shop card imports no customers and sends none: set customerImport or canUpdateShopCustomers.")
            }
            return context.outcome
        }
    }
}

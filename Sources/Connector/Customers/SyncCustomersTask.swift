import BackOffice
import Foundation
public import JobQueue

/// *Sync customers* (30100).
public struct SyncCustomersTask: JobTask {
    public struct Parameters: Codable, Sendable, Hashable {
        /// Which parked customers are tried again: those that are due, or all.
        public var retrySkipped: String?

        public init() {}
    }

    let connector: Connector

    public var description: TaskDescription {
        TaskDescription(
            name: TaskName.syncCustomers.rawValue,
            number: TaskName.syncCustomers.number,
            title: "Sync customers",
            parameters: [
                ParameterDescription(
                    "retrySkipped",
                    .choice,
                    default: "due",
                    choices: ["due", "all"],
                    help: "Which skipped customers are tried again."
                )
            ],
            needsShop: true
        )
    }

    public func footprint(_ parameters: Parameters, shop: String?) async throws -> [String] {
        guard let shop else { return [] }
        return ["shop/\(try await connector.shops.show(shop).code)/customers"]
    }

    public func run(_ parameters: Parameters, _ context: JobContext) async throws -> JobResult {
        let session = try await ShopSession.open(context.shop, connector, context)
        return try await session.logged(connector.activity, context.logger) {
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
            let retryAll = parameters.retrySkipped == "all" || !context.isRecurring
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

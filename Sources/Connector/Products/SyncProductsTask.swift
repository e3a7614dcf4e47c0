import BackOffice
import Foundation
public import JobQueue

/// *Sync products and/or prices* (30108).
public struct SyncProductsTask: JobTask {
    public struct Parameters: Codable, Sendable, Hashable {
        /// Touches nothing but prices.
        public var onlyPrices: Bool?
        /// Which parked items or products are tried again: those that are due, or all.
        public var retrySkipped: String?

        public init() {}
    }

    let connector: Connector

    public var description: TaskDescription {
        TaskDescription(
            .syncProducts,
            "Sync products and/or prices",
            [
                ParameterDescription("onlyPrices", .boolean, default: false, help: "Send prices and nothing else."),
                .retrySkipped("items and products"),
            ]
        )
    }

    public func footprint(_ parameters: Parameters, shop: String?) async throws -> [String] {
        parameters.onlyPrices == true
            ? try await connector.shops.footprint(shop, "prices") : try await connector.shops.footprint(shop, "products", "prices")
    }

    public func run(_ parameters: Parameters, _ context: JobContext) async throws -> JobResult {
        let session = try await ShopSession.open(context.shop, connector, context)
        let onlyPrices = parameters.onlyPrices == true
        let retryAll = parameters.retrySkipped == "all" || !context.isRecurring
        switch session.shop.settings.itemSync {
        case .none where !onlyPrices: return .done("The shop card syncs no products: set itemSync=toShopify or fromShopify.")
        case .fromShopify where !onlyPrices:
            return try await session.framed(.syncProducts, connector, context) {
                let work = ProductImport(
                    session: session,
                    database: connector.database,
                    backOffice: connector.backOffice,
                    sink: context
                )
                if context.isDryRun { return try await context.planned(try await work.preview(), "products would be taken over") }
                try await work.run(retryAll: retryAll)
                return context.outcome
            }
        default: break
        }
        guard let backOffice = connector.backOffice as? ProductExport.Source else {
            return .done("\(connector.backOffice.name) does not report items and prices.")
        }
        return try await session.framed(.syncProducts, connector, context) {
            if !context.isDryRun { try session.requireDataSync() }
            let shop = try await connector.shops.known(session)
            guard let code = shop.currency.flatMap(CurrencyCode.init(rawValue:)) else {
                throw ConnectorError(
                    .invalidValue,
                    "The currency of shop \(shop.code) is not known: set it on the shop card.",
                    field: "currency"
                )
            }
            let work = ProductExport(
                session: session,
                database: connector.database,
                backOffice: backOffice,
                sink: context,
                onlyPrices: onlyPrices,
                currency: code
            )
            if context.isDryRun { return try await context.planned(try await work.preview(), "products and prices would be sent") }
            try await work.run(retryAll: retryAll)
            return context.outcome
        }
    }
}

import BackOffice
import Foundation
public import JobQueue

/// *Sync product images* (30107).
public struct SyncImagesTask: JobTask {
    public struct Parameters: Codable, Sendable, Hashable {
        /// Which skipped pictures are tried again.
        public var retrySkipped: String?

        public init() {}
    }

    let connector: Connector

    public var description: TaskDescription {
        TaskDescription(
            name: TaskName.syncImages.rawValue,
            number: TaskName.syncImages.number,
            title: "Sync product images",
            parameters: [
                ParameterDescription(
                    "retrySkipped",
                    .choice,
                    default: "due",
                    choices: ["due", "all"],
                    help: "Which skipped pictures are tried again."
                )
            ],
            needsShop: true
        )
    }

    public func footprint(_ parameters: Parameters, shop: String?) async throws -> [String] {
        guard let shop else { return [] }
        return ["shop/\(try await connector.shops.show(shop).code)/images"]
    }

    public func run(_ parameters: Parameters, _ context: JobContext) async throws -> JobResult {
        let session = try await ShopSession.open(context.shop, connector, context)
        guard session.shop.settings.imageSync != .none else {
            return .done("The shop card syncs no images: set imageSync=toShopify or fromShopify.")
        }
        guard let backOffice = connector.backOffice as? any BackOffice & PictureStoring & ChangeReporting else {
            return .done("\(connector.backOffice.name) keeps no pictures.")
        }
        // A person who starts it wants everything tried again; a schedule what is due.
        let retryAll = parameters.retrySkipped == "all" || !context.isRecurring
        return try await session.logged(connector.activity, context.logger) {
            let planned: [PlannedChange]
            if session.shop.settings.imageSync == .toShopify {
                let work = ImageExport(
                    session: session,
                    database: connector.database,
                    backOffice: backOffice,
                    sink: context,
                    retryAll: retryAll
                )
                if !context.isDryRun {
                    try session.requireDataSync()
                    try await work.run()
                    return context.outcome
                }
                planned = try await work.preview()
            } else {
                let work = ImageImport(
                    session: session,
                    database: connector.database,
                    backOffice: backOffice,
                    sink: context,
                    retryAll: retryAll
                )
                if !context.isDryRun {
                    try await work.run()
                    return context.outcome
                }
                planned = try await work.preview()
            }
            return try await context.planned(planned, "pictures would change")
        }
    }
}

import BackOffice
import Foundation
public import JobQueue

/// *Sync product images* (30107).
public struct SyncImagesTask: JobTask {
    public typealias Parameters = RetryParameters

    let connector: Connector

    public var description: TaskDescription {
        TaskDescription(.syncImages, "Sync product images", [.retrySkipped("pictures")])
    }

    public func footprint(_ parameters: Parameters, shop: String?) async throws -> [String] {
        try await connector.shops.footprint(shop, "images")
    }

    public func run(_ parameters: Parameters, _ context: JobContext) async throws -> JobResult {
        let session = try await ShopSession.open(context.shop, connector, context)
        guard session.shop.settings.imageSync != .none else {
            return .done("The shop card syncs no images: set imageSync=toShopify or fromShopify.")
        }
        guard let backOffice = connector.backOffice as? any BackOffice & PictureStoring & ChangeReporting else {
            return .done("\(connector.backOffice.name) keeps no pictures.")
        }
        let retryAll = parameters.retriesAll(context)
        return try await session.framed(.syncImages, connector, context) {
            let planned: [RecordChange]
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

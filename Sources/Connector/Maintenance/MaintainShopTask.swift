import Foundation
import JobQueue
import ShopifyAdmin
import Storage

/// *Maintain shop*: looks after what a shop needs beside its syncs. Plan, currency and API version are read again; webhook subscriptions are
/// checked and repaired, or the shop card says why its changes come by polling.
struct MaintainShopTask: JobTask {
    typealias Parameters = NoParameters

    static let name = "maintain-shop"
    let connector: Connector

    var description: TaskDescription {
        TaskDescription(name: Self.name, number: 30190, title: "Maintain shop", parameters: [], needsShop: true)
    }

    func footprint(_ parameters: NoParameters, shop: String?) async throws -> [String] {
        guard let shop else { return [] }
        return ["shop/\(try await connector.shops.show(shop).code)/webhooks"]
    }

    func run(_ parameters: NoParameters, _ context: JobContext) async throws -> JobResult {
        let session = try await ShopSession.open(context.shop, connector, context)
        return try await session.framed(nil, connector, context) {
            let state = try await ShopUpkeep(session: session, connector: connector, sink: context).run(isDryRun: context.isDryRun)
            if let problem = state.problem { return .done(problem) }
            return context.counts.created + context.counts.updated == 0 ? .nothingChanged : .done(nil)
        }
    }
}

/// The work of *Maintain shop*, without a job around it.
struct ShopUpkeep {
    let session: ShopSession
    let connector: Connector
    let sink: any RunSink

    func run(isDryRun: Bool) async throws -> WebhookState {
        let response = try await session.client.execute(Admin.ShopInfo())
        let shop = try await connector.shops.learn(session.shop.code, response.data.shop, version: response.apiVersion)
        let credentials = try await connector.shops.credentials(of: shop.code)
        let wanted = WebhookTopic.subscribed.count
        var state = WebhookState(address: nil, subscribed: 0, wanted: wanted, checkedAt: Date())
        if let reason = connector.webhooks.obstacle(shop, credentials) {
            state.problem = reason
        } else if let address = connector.webhooks.address(of: shop.code), !isDryRun {
            let outcome = try await WebhookUpkeep(client: session.client, sink: sink).run(
                address: address,
                path: "/webhooks/shopify/\(shop.code)"
            )
            state.address = address
            state.subscribed = outcome.subscribed
            state.problem = outcome.problems.isEmpty ? nil : outcome.problems.joined(separator: " ")
        }
        guard !isDryRun else { return state }
        let found = state
        try await sink.write { tx in try ShopStore(tx: tx).setWebhooks(shop.code, found) }
        return state
    }
}

import JobQueue
import Storage

/// *Honour privacy requests*: tells what is held of a person, or forgets the person, as Shopify's compliance topics ask. It runs for
/// disabled shops too: the requests come after the app is gone.
struct PrivacyRequestsTask: JobTask {
    typealias Parameters = NoParameters

    static let name = "privacy-requests"
    let connector: Connector

    var description: TaskDescription {
        TaskDescription(name: Self.name, number: 30191, title: "Honour privacy requests", parameters: [], needsShop: true)
    }

    func footprint(_ parameters: NoParameters, shop: String?) async throws -> [String] {
        guard let shop else { return [] }
        let code = try await connector.shops.show(shop).code
        return ["shop/\(code)/orders", "shop/\(code)/customers"]
    }

    func run(_ parameters: NoParameters, _ context: JobContext) async throws -> JobResult {
        guard let code = context.shop else { throw ConnectorError(.invalidValue, "The task needs a shop.", field: "shop") }
        let shop = try await connector.shops.show(code)
        if context.isDryRun {
            let open = try await connector.database.read { try PrivacyStore(tx: $0).open(shop.code) }
            return .done("\(open.count) requests would be honoured.")
        }
        let run = PrivacyRun(shop: shop, database: connector.database, backOffice: connector.backOffice, sink: context)
        let done = try await run.run()
        return done == 0 ? .nothingChanged : .done("\(done) requests honoured.")
    }
}

import Foundation
import JobQueue
import Logging
import ShopifyAdmin
import Storage

extension ProductExport {
    /// New products are published to the online store. Each was recorded as an intent with the product, so that a killed run leaves none
    /// behind; what Shopify refuses is parked with its reason and tried again.
    func publish(retryAll: Bool) async throws {
        let start = retryAll ? Date() : nil
        var store: String?
        while true {
            try sink.checkCancellation()
            let intents = try await database.read { [shop] tx in
                try IntentStore(tx: tx, shop: shop.code).due([.publish], all: start, limit: 10_000)
            }
            guard !intents.isEmpty else { return }
            if store == nil { store = try await onlineStore() }
            guard let store else {
                sink.logger.warning("New products are not published: the shop has no online store that the app may see")
                try await sink.write { [shop] tx in
                    try IntentStore(tx: tx, shop: shop.code).done(intents.map(\.intent), result: "no online store")
                }
                return
            }
            try await publish(intents, in: store)
        }
    }

    private func publish(_ intents: [Intent], in store: String) async throws {
        var box = ProductOutbox<Admin.Publish>()
        for intent in intents {
            let operation = Admin.Publish(id: intent.record, input: [Admin.PublicationInput(publicationId: store)])
            try box.add(operation, ProductSending(publishing: intent))
        }
        try await carryOut(box, "publications") { answers in
            let results = answers.map { ($0.sending, $0.result.map { _ in () }) }
            try await sink.write { [shop] tx in
                let store = IntentStore(tx: tx, shop: shop.code)
                let skipped = SkippedStore(tx: tx, shop: shop.code, task: .syncProducts)
                for (sending, result) in results {
                    let record = Self.publishRecord + sending.itemNo
                    switch result {
                    case .success:
                        try store.done([sending.hash])
                        try skipped.clear([record])
                    case .failure(let error):
                        try store.failed(sending.hash, Failure(error))
                        try skipped.park(record, name: "Publishing of \(sending.itemNo)", Failure(error))
                    }
                }
            }
            sink.count(.failed, by: results.count { if case .failure = $0.1 { true } else { false } })
        }
    }

    private func onlineStore() async throws -> String? {
        let publications = try await session.client.execute(Admin.Publications()).data.publications.nodes
        let named = publications.first { publication in
            publication.channels?.nodes.contains { $0.handle == "online_store" || $0.name == "Online Store" } == true
        }
        return named?.id
    }
}

extension ProductSending {
    /// A publication in the place of an item: the intent's key is its hash.
    init(publishing intent: Intent) {
        itemNo = intent.payload
        description = intent.payload
        unit = ""
        hash = intent.intent
        codes = [:]
    }
}

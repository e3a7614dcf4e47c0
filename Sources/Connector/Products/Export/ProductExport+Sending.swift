import BackOffice
import Foundation
import JobQueue
import Logging
import ShopifyAdmin
import Storage

extension ProductExport {
    /// Whole products: a few by aliased requests, many by one bulk operation.
    func send(_ products: [(Item, Admin.ProductSet, String)], _ links: ProductLinks) async throws {
        let known = links.products
        try await carryOut(products.map { $0.1 }) { index, result in
            let (item, _, hash) = products[index]
            switch result {
            case .success(let data):
                guard let product = data.productSet?.product else {
                    return try await park([(item, Failure(reason: "Shopify answered without the product.", code: "unexpectedAnswer"))])
                }
                let isNew = known[item.no] == nil
                let row = ProductRow(productID: product.id, itemNo: item.no, isOurs: true, sentHash: hash)
                let variants = product.variants.nodes
                try await sink.write { [shop, settings] tx in
                    try ProductRowStore(tx: tx, shop: shop.code).save(row)
                    let codes = Self.codes(item, settings)
                    try VariantLinkStore(tx: tx, shop: shop.code).save(
                        variants.compactMap { variant in
                            // Variants are told by the SKU that we gave them; an item without variants has only one.
                            guard let code = variant.sku.flatMap({ codes[$0] }) ?? (codes.count == 1 ? codes.values.first : nil) else {
                                return nil
                            }
                            return VariantLink(
                                variantID: variant.id,
                                productID: product.id,
                                title: variant.title,
                                sku: variant.sku,
                                barcode: nil,
                                itemNo: item.no,
                                variantCode: code,
                                unit: item.baseUnit
                            )
                        }
                    )
                    try SkippedStore(tx: tx, shop: shop.code, task: .syncProducts).clear([item.no])
                }
                sink.count(isNew ? .created : .updated, by: 1)
                if isNew { try await publish(product.id, item) }
            case .failure(let error): try await park([(item, Failure(error))])
            }
        }
    }

    /// Variants of products that others made, or prices alone.
    func send(_ updates: [(Item, Admin.VariantsUpdate, String)], _ links: ProductLinks) async throws {
        try await carryOut(updates.map { $0.1 }) { index, result in
            let (item, _, hash) = updates[index]
            switch result {
            case .success:
                guard var row = links.products[item.no] else { return }
                if onlyPrices || !settings.canUpdateShopProducts { row.priceHash = hash } else { row.sentHash = hash }
                let saved = row
                try await sink.write { [shop] tx in
                    try ProductRowStore(tx: tx, shop: shop.code).save(saved)
                    try SkippedStore(tx: tx, shop: shop.code, task: .syncProducts).clear([item.no])
                }
                sink.count(.updated, by: 1)
            case .failure(let error): try await park([(item, Failure(error))])
            }
        }
    }

    private func carryOut<Operation: AdminBatchMutation>(
        _ operations: [Operation],
        each body: (Int, Result<Operation.Data, AdminError>) async throws -> Void
    ) async throws {
        guard operations.count > Self.bulkAbove else {
            try await session.client.batch(operations) { outcomes in
                for outcome in outcomes { try await body(outcome.index, outcome.result) }
            }
            return
        }
        // What is set twice is set once: a bulk operation that a killed run left behind does no harm.
        let started = try await session.client.startBulk(operations)
        let result = try await session.client.finishedBulk(started.id) { _ in try sink.checkCancellation() }
        var answered: Set<Int> = []
        try await session.client.bulkLines(result) { lines in
            for line in lines {
                guard let number = line["__lineNumber"].flatMap({ Int($0.description) }), operations.indices.contains(number) else {
                    continue
                }
                answered.insert(number)
                try await body(number, Self.outcome(line, Operation.self))
            }
        }
        let missing = AdminError(
            .bulkFailed,
            "Shopify's bulk operation ended without an answer for this record.",
            mend: "It is tried again."
        )
        for number in operations.indices where !answered.contains(number) { try await body(number, .failure(missing)) }
    }

    private static func outcome<Operation: AdminBatchMutation>(
        _ line: RawJSON,
        _: Operation.Type
    ) -> Result<Operation.Data, AdminError> {
        do {
            guard let raw = line["data"], !raw.isNull else {
                return .failure(AdminError(.bulkFailed, "Shopify refused the record: \(line["errors"]?.description ?? "without a reason")"))
            }
            let data = try raw.decode(Operation.Data.self)
            guard let first = data.userErrors.first else { return .success(data) }
            return .failure(
                AdminError(
                    .userErrors,
                    "Shopify did not do it: \(data.userErrors.map(\.description).joined(separator: "; "))",
                    field: first.field?.joined(separator: "."),
                    userErrors: data.userErrors
                )
            )
        } catch {
            return .failure(AdminError(.unexpectedData, "Shopify's answer for the record cannot be read.", cause: error))
        }
    }

    /// New products are published to the online store, where the app may do that.
    private func publish(_ productID: String, _ item: Item) async throws {
        guard settings.createdProductStatus == .active else { return }
        do {
            guard let store = try await onlineStore() else { return }
            _ = try await session.client.execute(
                Admin.Publish(id: productID, input: [Admin.PublicationInput(publicationId: store)])
            )
        } catch let error as AdminError where !error.isTransient {
            sink.logger.warning("A new product could not be published", metadata: ["item": "\(item.no)", "error": "\(error)"])
        }
    }

    private func onlineStore() async throws -> String? {
        let publications = try await session.client.execute(Admin.Publications()).data.publications.nodes
        let named = publications.first { publication in
            publication.channels?.nodes.contains { $0.handle == "online_store" || $0.name == "Online Store" } == true
        }
        return named?.id
    }

    /// The variant codes by the SKUs that we send.
    private static func codes(_ item: Item, _ settings: ShopSettings) -> [String: String] {
        var codes: [String: String] = [:]
        for sellable in ProductComposer.sellables(item) {
            codes[SKUReading(settings).sku(item: item.no, variant: sellable.code) ?? sellable.code] = sellable.code
        }
        return codes
    }
}

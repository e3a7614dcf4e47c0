import BackOffice
import Foundation
import JobQueue
import Logging
import ShopifyAdmin
import Storage

extension ProductExport {
    typealias Answer<Operation: AdminBatchMutation> = (sending: ProductSending, result: Result<Operation.Data, AdminError>)

    /// Whole products.
    func send(_ box: ProductOutbox<Admin.ProductSet>) async throws {
        try await carryOut(box) { answers in
            var failures: [(String, String, Failure)] = []
            var done: [(ProductSending, Admin.ProductSet.Data.ProductSet.Product)] = []
            for (sending, result) in answers {
                switch result {
                case .success(let data):
                    if let product = data.productSet?.product {
                        done.append((sending, product))
                    } else {
                        let failure = Failure(reason: "Shopify answered without the product.", code: "unexpectedAnswer")
                        failures.append((sending.itemNo, sending.description, failure))
                    }
                case .failure(let error): failures.append((sending.itemNo, sending.description, Failure(error)))
                }
            }
            let made = done
            try await sink.write { [shop, settings] tx in
                for (sending, product) in made {
                    let row = ProductRow(productID: product.id, itemNo: sending.itemNo, isOurs: true, sentHash: sending.hash)
                    try ProductRowStore(tx: tx, shop: shop.code).save(row)
                    try VariantLinkStore(tx: tx, shop: shop.code).save(Self.links(sending, product))
                    if sending.isNew, settings.createdProductStatus == .active {
                        try IntentStore(tx: tx, shop: shop.code)
                            .record(.publish, key: "publish/\(product.id)", record: product.id, payload: sending.itemNo)
                    }
                }
                try SkippedStore(tx: tx, shop: shop.code, task: .syncProducts).clear(made.map { $0.0.itemNo })
            }
            sink.count(.created, by: made.count { $0.0.isNew })
            sink.count(.updated, by: made.count { !$0.0.isNew })
            try await park(failures)
        }
    }

    /// Variants are told by the SKU that we gave them; an item without variants has only one.
    private static func links(_ sending: ProductSending, _ product: Admin.ProductSet.Data.ProductSet.Product) -> [VariantLink] {
        product.variants.nodes.compactMap { variant in
            let only = sending.codes.count == 1 ? sending.codes.values.first : nil
            guard let code = variant.sku.flatMap({ sending.codes[$0] }) ?? only else { return nil }
            return VariantLink(
                variantID: variant.id,
                productID: product.id,
                title: variant.title,
                sku: variant.sku,
                barcode: nil,
                itemNo: sending.itemNo,
                variantCode: code,
                unit: sending.unit
            )
        }
    }

    /// Variants of products that others made, or prices alone.
    func send(_ box: ProductOutbox<Admin.VariantsUpdate>) async throws {
        try await carryOut(box) { answers in
            var failures: [(String, String, Failure)] = []
            var rows: [ProductRow] = []
            for (sending, result) in answers {
                switch result {
                case .success:
                    guard var row = sending.product else { continue }
                    if onlyPrices || !settings.canUpdateShopProducts { row.priceHash = sending.hash } else { row.sentHash = sending.hash }
                    rows.append(row)
                case .failure(let error): failures.append((sending.itemNo, sending.description, Failure(error)))
                }
            }
            let (saved, cleared) = (rows, rows.map { record($0.itemNo) })
            try await sink.write { [shop] tx in
                for row in saved { try ProductRowStore(tx: tx, shop: shop.code).save(row) }
                try SkippedStore(tx: tx, shop: shop.code, task: .syncProducts).clear(cleared)
            }
            sink.count(.updated, by: saved.count)
            try await park(failures)
        }
    }

    /// A few by aliased requests, many by one bulk operation. Answers are passed on as they come.
    func carryOut<Operation: AdminBatchMutation>(
        _ box: ProductOutbox<Operation>,
        each body: ([Answer<Operation>]) async throws -> Void
    ) async throws {
        guard !box.sendings.isEmpty else { return }
        guard box.isBulk else {
            try await session.client.batch(box.operations) { outcomes in
                try await body(outcomes.map { (box.sendings[$0.index], $0.result) })
            }
            return
        }
        // What is set twice is set once: a bulk operation that a killed run left behind does no harm.
        let started = try await session.client.startBulk(box.lines)
        let result = try await session.client.finishedBulk(started.id) { _ in try sink.checkCancellation() }
        var answered: Set<Int> = []
        try await session.client.bulkLines(result) { lines in
            var answers: [Answer<Operation>] = []
            for line in lines {
                guard let number = line["__lineNumber"].flatMap({ Int($0.description) }), box.sendings.indices.contains(number) else {
                    continue
                }
                answered.insert(number)
                answers.append((box.sendings[number], MutationSending.outcome(line, Operation.self)))
            }
            try await body(answers)
        }
        let missing = AdminError(
            .bulkFailed,
            "Shopify's bulk operation ended without an answer for this record.",
            mend: "It is tried again."
        )
        let left = box.sendings.indices.filter { !answered.contains($0) }
        if !left.isEmpty { try await body(left.map { (box.sendings[$0], .failure(missing)) }) }
    }
}

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
        try await carryOut(box, "products") { answers in
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
        try await carryOut(box, onlyPrices ? "prices of products" : "variants of products") { answers in
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

    /// What waits is carried out; answers are passed on as they come.
    func carryOut<Operation: AdminBatchMutation>(
        _ box: ProductOutbox<Operation>,
        _ records: String,
        each body: ([Answer<Operation>]) async throws -> Void
    ) async throws {
        guard !box.sendings.isEmpty else { return }
        let sending = MutationSending(records, session: session, sink: sink)
        let each = { (answers: MutationSending.Answers<Operation>) in
            try await body(answers.map { (box.sendings[$0.index], $0.result) })
        }
        if box.isBulk {
            try await sending.carryOut(box.lines, each: each)
        } else {
            try await sending.carryOut(box.operations, each: each)
        }
    }
}

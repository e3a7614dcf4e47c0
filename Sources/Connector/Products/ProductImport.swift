import BackOffice
import Foundation
import JobQueue
import ShopifyAdmin
import Storage

/// Imports products that changed: each variant is matched by the mapping rules, and created or updated as the shop card says; prices of items
/// are never changed. The cursor goes on page by page; a product that fails is parked.
struct ProductImport {
    static let overlap: TimeInterval = 5 * 60

    let session: ShopSession
    let database: Database
    let backOffice: any BackOffice
    let sink: any RunSink

    private var shop: Shop { session.shop }

    func run(retryAll: Bool = false) async throws {
        try await retryParked(all: retryAll)
        let cursor = try await database.read { [shop] tx in
            try SyncCursor(tx: tx, shop: shop.code, task: TaskName.syncProducts.rawValue).position()
        }
        sink.reading("products", since: cursor?.addingTimeInterval(-Self.overlap), search: Self.query(cursor))
        for try await page in session.client.pages(Admin.Products(query: Self.query(cursor))) {
            try sink.checkCancellation()
            for slice in Self.slices(page.nodes) { try await take(try await whole(slice), isRetry: false) }
            sink.page(of: "products", page.nodes.count)
        }
    }

    /// Which products a run would take over.
    func preview() async throws -> [RecordChange] {
        var planned: [RecordChange] = []
        let cursor = try await database.read { [shop] tx in
            try SyncCursor(tx: tx, shop: shop.code, task: TaskName.syncProducts.rawValue).position()
        }
        for try await page in session.client.pages(Admin.Products(query: Self.query(cursor))) {
            try sink.checkCancellation()
            sink.count(.read, by: page.nodes.count)
            let ids = page.nodes.map(\.id)
            let variants = page.nodes.flatMap { $0.variants.nodes.map(\.id) }
            let (linked, seen) = try await database.read { [shop] tx in
                (
                    try VariantLinkStore(tx: tx, shop: shop.code).items(of: variants),
                    try ProductSeenStore(tx: tx, shop: shop.code).hashes(ids)
                )
            }
            for product in page.nodes where seen[product.id] != Self.hash(product) {
                let items = Set(product.variants.nodes.compactMap { linked[$0.id]?.itemNo }).sorted().joined(separator: ", ")
                planned.append(
                    RecordChange(record: product.title, field: "item", from: items, to: items.isEmpty ? "matched or created" : "updated")
                )
            }
        }
        return planned
    }

    private static func query(_ cursor: Date?) -> String {
        let changed = cursor.map { " AND updated_at:>='\(Instants.text($0.addingTimeInterval(-overlap).wholeSecond))'" }
        return "gift_card:false" + (changed ?? "")
    }

    private static func hash(_ product: Admin.Product) -> String {
        ContentHash.of("\(product.id)\u{1f}\(Instants.text(product.updatedAt))".utf8)
    }

    /// Products that failed before: read by id, because the cursor passed them long ago. Our own numbers are parked by the way out.
    private func retryParked(all: Bool) async throws {
        let ids = try await database.read { [shop] tx in
            try SkippedStore(tx: tx, shop: shop.code, task: .syncProducts).due(all: all, limit: 10_000).filter { $0.hasPrefix("gid://") }
        }
        guard !ids.isEmpty else { return }
        try await session.client.hydrate(Admin.ProductsByIDs(ids: ids)) { batch in
            try sink.checkCancellation()
            let gone = batch.filter { if case .missing = $0.outcome { true } else { false } }.map(\.id)
            let failed = batch.compactMap { node -> (String, Failure)? in
                if case .failed(let error) = node.outcome { (node.id, Failure(error)) } else { nil }
            }
            try await sink.write { [shop] tx in
                let skipped = SkippedStore(tx: tx, shop: shop.code, task: .syncProducts)
                try skipped.clear(gone)
                for (id, failure) in failed { try skipped.park(id, name: id, failure) }
            }
            sink.count(.failed, by: failed.count)
            for slice in Self.slices(batch.compactMap(\.node)) { try await take(try await whole(slice), isRetry: true) }
        }
    }

    /// Parts of a page that are held together: few products where they have many variants.
    private static func slices(_ products: [Admin.Product]) -> [[Admin.Product]] {
        var slices: [[Admin.Product]] = []
        var variants = 0
        for product in products {
            let count = max(1, product.variantsCount?.count ?? product.variants.nodes.count)
            if slices.isEmpty || variants + count > variantsAtOnce {
                slices.append([])
                variants = 0
            }
            slices[slices.count - 1].append(product)
            variants += count
        }
        return slices
    }

    /// As many variants as are held at a time; one product has up to 2 048.
    private static let variantsAtOnce = 5000

    /// A product and all of its variants.
    private struct Whole {
        var product: Admin.Product
        var variants: [Admin.Variant]
    }

    /// The first variants come with the product. Of products that have more, many at once are read again with up to 250 each; what goes on
    /// even then is read page by page.
    private func whole(_ products: [Admin.Product]) async throws -> [Whole] {
        var variants: [String: [Admin.Variant]] = [:]
        let more = products.filter(\.variants.pageInfo.hasNextPage).map(\.id)
        if !more.isEmpty {
            var further: [(id: String, after: String?)] = []
            try await session.client.hydrate(Admin.ProductsByIDs(ids: more, variants: 250)) { batch in
                for node in batch {
                    if case .failed(let error) = node.outcome { throw error }
                    guard let product = node.node else { continue }
                    variants[product.id] = product.variants.nodes
                    if product.variants.pageInfo.hasNextPage { further.append((product.id, product.variants.pageInfo.endCursor)) }
                }
            }
            for (id, after) in further {
                for try await page in session.client.pages(Admin.ProductVariants(id: id, after: after)) {
                    variants[id, default: []] += page.nodes
                }
            }
        }
        return products.map { Whole(product: $0, variants: variants[$0.id] ?? $0.variants.nodes) }
    }

    /// - Parameter isRetry: the products are taken although they were seen before, and the cursor stays.
    private func take(_ wholes: [Whole], isRetry: Bool) async throws {
        guard !wholes.isEmpty else { return }
        let products = wholes.map(\.product)
        sink.count(.read, by: products.count)
        let orders = try wholes.map { try pseudoOrder($0) }
        let ids = orders.flatMap { $0.lines.compactMap(\.variantID) }
        let (linked, seen) = try await database.read { [shop] tx in
            (
                try VariantLinkStore(tx: tx, shop: shop.code).items(of: ids),
                try ProductSeenStore(tx: tx, shop: shop.code).hashes(products.map(\.id))
            )
        }
        let hashes = products.map(Self.hash)
        let fresh = zip(zip(products, orders), hashes).filter { isRetry || seen[$0.0.0.id] != $0.1 }.map { ($0.0.0, $0.0.1, $0.1) }
        sink.count(.unchanged, by: products.count - fresh.count)
        let resolved = try await ItemResolver(shop: shop, backOffice: backOffice, linked: linked).resolve(fresh.map { $0.1 }, create: true)
        let updated = try await update(fresh.map { ($0.0, $0.1) }, resolved)
        let end = products.map(\.updatedAt).max()
        var failures: [(String, String, Failure)] = []
        for (product, order, _) in fresh {
            let problems = order.lines.compactMap { resolved.problems[$0.id] }
            guard shop.settings.createUnknownItems, let first = problems.first else { continue }
            failures.append((product.id, product.title, Failure(reason: first.description, code: "notMapped", field: first.field)))
        }
        let parked = failures
        try await sink.write { [shop] tx in
            try VariantLinkStore(tx: tx, shop: shop.code).save(resolved.links)
            let store = ProductSeenStore(tx: tx, shop: shop.code)
            for (product, _, hash) in fresh { try store.saw(product.id, hash: hash) }
            let skipped = SkippedStore(tx: tx, shop: shop.code, task: .syncProducts)
            try skipped.clear(fresh.map { $0.0.id })
            for (id, name, failure) in parked { try skipped.park(id, name: name, failure) }
            let cursor = SyncCursor(tx: tx, shop: shop.code, task: TaskName.syncProducts.rawValue)
            if !isRetry, let end, try cursor.position().map({ $0 < end }) ?? true { try cursor.advance(to: end) }
        }
        sink.count(.created, by: resolved.created)
        sink.count(.updated, by: updated)
        sink.count(.failed, by: failures.count)
    }

    /// Texts, vendor and codes of items that exist, where the shop may change them.
    private func update(_ products: [(Admin.Product, ShopOrder)], _ resolved: ItemResolver.Result) async throws -> Int {
        guard shop.settings.shopCanUpdateItems, let creating = backOffice as? any ItemCreating else { return 0 }
        var updated = 0
        for (product, order) in products {
            let numbers = Set(order.lines.compactMap { resolved.items[$0.id]?.itemNo })
            guard let no = numbers.first, numbers.count == 1, let currency = CurrencyCode(rawValue: order.currency) else { continue }
            let variant = product.variants.nodes.first
            let draft = ItemDraft(
                description: product.title,
                unitPrice: .zero(currency),
                vendor: product.vendor,
                category: product.productType,
                tariffNo: variant?.inventoryItem.harmonizedSystemCode ?? "",
                countryOfOrigin: variant?.inventoryItem.countryCodeOfOrigin ?? "",
                marketingText: product.descriptionHtml
            )
            _ = try await creating.updateItem(no: no, with: draft)
            updated += 1
        }
        return updated
    }

    /// A product as the lines of an order, so that one set of mapping rules finds and makes items.
    private func pseudoOrder(_ whole: Whole) throws -> ShopOrder {
        let product = whole.product
        var order = ShopOrder(
            id: product.id,
            name: product.title,
            number: 0,
            createdAt: product.createdAt,
            updatedAt: product.updatedAt,
            fulfillmentStatus: "",
            currency: shop.currency ?? "USD",
            totals: OrderTotals(total: .zero, current: .zero, currentSubtotal: .zero)
        )
        order.lines = whole.variants.map { variant in
            OrderLine(
                id: variant.id,
                title: product.title,
                variantTitle: product.hasOnlyDefaultVariant ? nil : variant.title,
                sku: variant.sku,
                vendor: product.vendor,
                variantID: variant.id,
                productID: product.id,
                barcode: variant.barcode,
                quantity: 1,
                requiresShipping: variant.inventoryItem.requiresShipping,
                unitPrice: Amounts(shop: variant.price, presentment: variant.price)
            )
        }
        return order
    }
}

/// Which state of a product was taken over last.
struct ProductSeenStore {
    let tx: Transaction
    let shop: String

    func hashes(_ ids: [String]) throws -> [String: String] {
        var found: [String: String] = [:]
        for row in try tx.rows(
            "SELECT record, hash FROM connector_seen WHERE shop = \(shop) AND kind = 'product' AND record IN \(list: ids)"
        ) {
            found[try row.get("record")] = try row.get("hash", as: String.self)
        }
        return found
    }

    func saw(_ id: String, hash: String) throws {
        try tx.execute(
            """
            INSERT INTO connector_seen (shop, kind, record, hash) VALUES (\(shop), 'product', \(id), \(hash))
            ON CONFLICT (shop, kind, record) DO UPDATE SET hash = excluded.hash
            """
        )
    }
}

import BackOffice
import Foundation
import JobQueue
import ShopifyAdmin
import Storage

/// Sends items as products, and prices. What changed is told by the back office's feed; a hash of what was sent last keeps back what comes to
/// the same, so that nothing changed costs no request. Existing products are linked by SKU or barcode before any is made. More than
/// fifty changes go by bulk operation.
struct ProductExport {
    typealias Source = any BackOffice & ItemReporting & ChangeReporting & PriceReporting

    let session: ShopSession
    let database: Database
    let backOffice: Source
    let sink: any RunSink
    let onlyPrices: Bool
    let currency: CurrencyCode

    static let bulkAbove = 50
    private static let page = 250

    var shop: Shop { session.shop }
    var settings: ShopSettings { session.shop.settings }
    var composer: ProductComposer { ProductComposer(settings: settings, currency: currency) }
    private var mark: TaskMark { onlyPrices ? .prices : .products }

    func run() async throws {
        while true {
            try sink.checkCancellation()
            let position = try await database.read { [shop, mark] tx in
                try BackOfficeMark(tx: tx, shop: shop.code, task: mark.rawValue).value()
            }
            let page = try await backOffice.changes(of: onlyPrices ? [.price] : [.item, .price], after: position, limit: Self.page)
            guard !page.changes.isEmpty else { return }
            var seen: Set<String> = []
            let numbers = page.changes.map(\.no).filter { seen.insert($0).inserted }
            try await export(try await backOffice.items(numbers: numbers))
            try await sink.write { [shop, mark] tx in try BackOfficeMark(tx: tx, shop: shop.code, task: mark.rawValue).set(page.cursor) }
            if !page.hasMore { return }
        }
    }

    private func export(_ items: [Item]) async throws {
        sink.count(.read, by: items.count)
        let links = try await ProductLinks.read(items, self)
        let prices = try await prices(items)
        var whole: [(Item, Admin.ProductSet, String)] = []
        var updates: [(Item, Admin.VariantsUpdate, String)] = []
        var failures: [(Item, Failure)] = []
        for item in items {
            if item.blocked || item.salesBlocked {
                try await removed(item, links.products[item.no])
                continue
            }
            if let refusal = composer.refusal(item) {
                failures.append((item, refusal))
                continue
            }
            let product = links.products[item.no]
            if onlyPrices || (product?.isOurs == false && !settings.canUpdateShopProducts) {
                guard let product else { sink.count(.skipped, by: 1); continue }
                collect(item, product, composer.prices(item, prices, links.variants[item.no] ?? [:]), product.priceHash, &updates)
            } else if let product, !product.isOurs {
                collect(item, product, composer.variants(item, prices, links.variants[item.no] ?? [:]), product.sentHash, &updates)
            } else {
                let input = composer.product(item, prices, isNew: product == nil)
                let hash = try Self.hash(input)
                if product?.sentHash == hash { sink.count(.unchanged, by: 1); continue }
                let identifier = product.map { Admin.ProductSetIdentifiers(id: $0.productID) }
                whole.append(
                    (
                        item,
                        Admin.ProductSet(
                            input: named(input, item, product),
                            identifier: identifier ?? .init(handle: ProductComposer.handle(item.no))
                        ), hash
                    )
                )
            }
        }
        try await park(failures)
        try await send(whole, links)
        try await send(updates, links)
    }

    private func named(_ input: Admin.ProductSetInput, _ item: Item, _ product: ProductRow?) -> Admin.ProductSetInput {
        guard product == nil else { return input }
        var input = input
        input.handle = ProductComposer.handle(item.no)
        return input
    }

    private func collect(
        _ item: Item,
        _ product: ProductRow,
        _ variants: [Admin.ProductVariantsBulkInput],
        _ sent: String?,
        _ updates: inout [(Item, Admin.VariantsUpdate, String)]
    ) {
        guard !variants.isEmpty, let hash = try? Self.hash(variants) else { return sink.count(.skipped, by: 1) }
        if sent == hash { return sink.count(.unchanged, by: 1) }
        updates.append((item, Admin.VariantsUpdate(productId: product.productID, variants: variants), hash))
    }

    private func prices(_ items: [Item]) async throws -> [PriceKey: ItemPrice] {
        let keys = Set(items.flatMap { ProductComposer.sellables($0).map(\.key) })
        let date = SalesDocumentComposer(settings: settings, zone: shop.zone).day(Date())
        let request = PriceRequest(priceGroup: settings.priceGroup, discountGroup: settings.discountGroup, currency: currency, date: date)
        return keys.isEmpty ? [:] : try await backOffice.prices(of: keys, for: request)
    }

    /// What the shop card says of items that are blocked.
    private func removed(_ item: Item, _ product: ProductRow?) async throws {
        guard let product, !onlyPrices, settings.removedItemAction != .none else { return sink.count(.skipped, by: 1) }
        let status: Admin.ProductStatus = settings.removedItemAction == .archive ? .archived : .draft
        if product.sentHash == status.rawValue { return sink.count(.unchanged, by: 1) }
        do {
            _ = try await session.client.execute(
                Admin.ProductUpdate(product: Admin.ProductUpdateInput(id: product.productID, status: status))
            )
            var row = product
            row.sentHash = status.rawValue
            let saved = row
            try await sink.write { [shop] tx in try ProductRowStore(tx: tx, shop: shop.code).save(saved) }
            sink.count(.updated, by: 1)
        } catch let error as AdminError where !error.isTransient {
            try await park([(item, Failure(error))])
        }
    }

    func park(_ failures: [(Item, Failure)]) async throws {
        guard !failures.isEmpty else { return }
        sink.count(.failed, by: failures.count)
        try await sink.write { [shop] tx in
            let skipped = SkippedStore(tx: tx, shop: shop.code, task: .syncProducts)
            for (item, failure) in failures { try skipped.park(item.no, name: item.description, failure) }
        }
    }

    static func hash(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return ContentHash.of(try encoder.encode(value))
    }

    /// The two sequences in which the feed is followed.
    private enum TaskMark: String { case products = "sync-products", prices = "sync-products/prices" }
}

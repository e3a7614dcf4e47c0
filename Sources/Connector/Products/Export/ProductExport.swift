import BackOffice
import Foundation
import JobQueue
import ShopifyAdmin
import Storage

/// Sends items as products, and prices. What changed is told by the back office's feed; a hash of what was sent last keeps back what comes to
/// the same, so that nothing changed costs no request. Existing products are linked by SKU or barcode before any is made. More than
/// fifty changes go by one bulk operation. Items that were refused are tried again.
struct ProductExport {
    typealias Source = any BackOffice & ItemReporting & ChangeReporting & PriceReporting

    let session: ShopSession
    let database: Database
    let backOffice: Source
    let sink: any RunSink
    let onlyPrices: Bool
    let currency: CurrencyCode

    private static let page = 250

    var shop: Shop { session.shop }
    var settings: ShopSettings { session.shop.settings }
    var composer: ProductComposer { ProductComposer(settings: settings, currency: currency) }
    private var mark: TaskMark { onlyPrices ? .prices : .products }

    /// What waits to be sent, of both kinds.
    struct Outboxes: Sendable {
        var whole = ProductOutbox<Admin.ProductSet>()
        var variants = ProductOutbox<Admin.VariantsUpdate>()
        /// Items that the shop was searched for in vain.
        var searched: Set<String> = []
        /// Parked items that need nothing any more.
        var settled: [String] = []
        /// Whether nothing is to be sent or kept: a dry run.
        var isDry = false
        var refused: [(no: String, failure: Failure)] = []
        var isFull: Bool { whole.isFull || variants.isFull }
    }

    /// - Parameter retryAll: parked items are tried again though their pause is not over.
    func run(retryAll: Bool = false) async throws {
        var boxes = Outboxes()
        try await retryParked(all: retryAll, &boxes)
        var position = try await database.read { [shop, mark] tx in
            try BackOfficeMark(tx: tx, shop: shop.code, task: mark.rawValue).value()
        }
        sink.following(onlyPrices ? "prices" : "items and prices", from: position)
        while true {
            try sink.checkCancellation()
            let page = try await backOffice.changes(of: onlyPrices ? [.price] : [.item, .price], after: position, limit: Self.page)
            sink.page(of: "changes of ours", page.changes.count)
            if !page.changes.isEmpty {
                var seen: Set<String> = []
                let numbers = page.changes.map(\.no).filter { seen.insert($0).inserted }
                try await collect(try await backOffice.items(numbers: numbers), &boxes)
                position = page.cursor
            }
            if boxes.isFull || !page.hasMore {
                try await flush(&boxes)
                // Only now: what was collected and not sent is collected again after a kill.
                if let reached = position {
                    try await sink.write { [shop, mark] tx in
                        try BackOfficeMark(tx: tx, shop: shop.code, task: mark.rawValue).set(reached)
                    }
                }
            }
            if page.changes.isEmpty || !page.hasMore { break }
        }
        if !onlyPrices { try await publish(retryAll: retryAll) }
    }

    /// What a run would send, without sending it.
    func preview() async throws -> [RecordChange] {
        var planned: [RecordChange] = []
        var cursor = try await database.read { [shop, mark] tx in
            try BackOfficeMark(tx: tx, shop: shop.code, task: mark.rawValue).value()
        }
        while true {
            try sink.checkCancellation()
            let page = try await backOffice.changes(of: onlyPrices ? [.price] : [.item, .price], after: cursor, limit: Self.page)
            var boxes = Outboxes()
            boxes.isDry = true
            try await collect(try await backOffice.items(numbers: Array(Set(page.changes.map(\.no))).sorted()), &boxes)
            planned += boxes.planned(onlyPrices: onlyPrices)
            cursor = page.cursor
            guard page.hasMore else { return planned }
        }
    }

    /// Items that were refused before. Those that are gone need nothing any more.
    private func retryParked(all: Bool, _ boxes: inout Outboxes) async throws {
        let records = try await database.read { [shop] tx in
            try SkippedStore(tx: tx, shop: shop.code, task: .syncProducts).due(all: all, limit: 100_000)
        }
        let numbers = records.compactMap(itemNo)
        for start in stride(from: 0, to: numbers.count, by: Self.page) {
            let slice = Array(numbers[start..<min(start + Self.page, numbers.count)])
            let items = try await backOffice.items(numbers: slice)
            let present = Set(items.map(\.no))
            boxes.settled += slice.filter { !present.contains($0) }
            try await collect(items, &boxes)
            if boxes.isFull { try await flush(&boxes) }
        }
    }

    private func flush(_ boxes: inout Outboxes) async throws {
        let (full, settled) = (boxes, boxes.settled.map(record))
        boxes = Outboxes()
        if !settled.isEmpty {
            try await sink.write { [shop] tx in try SkippedStore(tx: tx, shop: shop.code, task: .syncProducts).clear(settled) }
        }
        try await send(full.whole)
        try await send(full.variants)
    }

    /// Finds out what is to be sent of the items.
    private func collect(_ items: [Item], _ boxes: inout Outboxes) async throws {
        sink.count(.read, by: items.count)
        let links = try await ProductLinks.read(items, self, searched: &boxes.searched)
        let prices = try await prices(items)
        var failures: [(String, String, Failure)] = []
        for item in items {
            if item.blocked || item.salesBlocked {
                if !boxes.isDry { try await removed(item, links.products[item.no]) }
                boxes.settled.append(item.no)
                continue
            }
            if let refusal = composer.refusal(item) {
                failures.append((item.no, item.description, refusal))
                continue
            }
            let product = links.products[item.no]
            let ids = links.variants[item.no] ?? [:]
            if onlyPrices || (product?.isOurs == false && !settings.canUpdateShopProducts) {
                guard let product else { left(item, &boxes); continue }
                try await take(item, product, composer.prices(item, prices, ids), product.priceHash, &boxes)
            } else if let product, !product.isOurs {
                try await take(item, product, composer.variants(item, prices, ids), product.sentHash, &boxes)
            } else {
                try await take(item, product, composer.product(item, prices, isNew: product?.sentHash == nil), &boxes)
            }
        }
        if boxes.isDry { boxes.refused += failures.map { ($0.0, $0.2) } } else { try await park(failures) }
    }

    private func left(_ item: Item, _ boxes: inout Outboxes) {
        sink.count(.skipped, by: 1)
        boxes.settled.append(item.no)
    }

    private func take(_ item: Item, _ product: ProductRow?, _ input: Admin.ProductSetInput, _ boxes: inout Outboxes) async throws {
        let hash = try ContentHash.of(encoded: input)
        if product?.sentHash == hash {
            sink.count(.unchanged, by: 1)
            boxes.settled.append(item.no)
            return
        }
        if let same = boxes.whole.holds(item.no, hash: hash) {
            if same || boxes.isDry { return }
            try await flush(&boxes)
        }
        var named = input
        if product == nil { named.handle = ProductComposer.handle(item.no) }
        let identifier = product.map { Admin.ProductSetIdentifiers(id: $0.productID) } ?? .init(handle: ProductComposer.handle(item.no))
        try boxes.whole.add(
            Admin.ProductSet(input: named, identifier: identifier),
            ProductSending(item, hash: hash, product: product, settings)
        )
    }

    private func take(
        _ item: Item,
        _ product: ProductRow,
        _ variants: [Admin.ProductVariantsBulkInput],
        _ sent: String?,
        _ boxes: inout Outboxes
    ) async throws {
        guard !variants.isEmpty else { return left(item, &boxes) }
        let hash = try ContentHash.of(encoded: variants)
        if sent == hash {
            sink.count(.unchanged, by: 1)
            boxes.settled.append(item.no)
            return
        }
        if let same = boxes.variants.holds(item.no, hash: hash) {
            if same || boxes.isDry { return }
            try await flush(&boxes)
        }
        try boxes.variants.add(
            Admin.VariantsUpdate(productId: product.productID, variants: variants),
            ProductSending(item, hash: hash, product: product, settings)
        )
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
        } catch let error as AdminError where error.concernsRecord {
            try await park([(item.no, item.description, Failure(error))])
        }
    }

    func park(_ failures: [(String, String, Failure)]) async throws {
        guard !failures.isEmpty else { return }
        sink.count(.failed, by: failures.count)
        let parked = failures.map { (record($0.0), $0.1, $0.2) }
        try await sink.write { [shop] tx in
            let skipped = SkippedStore(tx: tx, shop: shop.code, task: .syncProducts)
            for (record, name, failure) in parked { try skipped.park(record, name: name, failure) }
        }
    }

    /// Under which an item is parked: its number, or that of its prices, which are sent by themselves.
    func record(_ itemNo: String) -> String { (onlyPrices ? Self.priceRecord : "") + itemNo }

    /// The item of a parked record; nil for records that are not this run's: products of the shop, what is to be published.
    private func itemNo(_ record: String) -> String? {
        if record.hasPrefix(Self.priceRecord) { return onlyPrices ? String(record.dropFirst(Self.priceRecord.count)) : nil }
        return onlyPrices || record.hasPrefix("gid://") || record.hasPrefix(Self.publishRecord) ? nil : record
    }

    static let priceRecord = "prices/"
    static let publishRecord = "publish/"

    /// The two sequences in which the feed is followed.
    private enum TaskMark: String { case products = "sync-products", prices = "sync-products/prices" }
}

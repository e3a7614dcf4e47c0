import BackOffice
import Foundation
import JobQueue
import Logging
import ShopifyAdmin
import Storage

/// Sends pictures of items and variants to the shop: what changed is told by the back office's feed, what differs by the hash of the
/// content. Each picture is uploaded once; the row that says so is committed before the request leaves, and after a lost answer the
/// shop is looked at before anything is sent again. Shopify looks at pictures in its own time: they are followed until they are ready,
/// or parked with what is wrong with them.
struct ImageExport {
    typealias Source = any BackOffice & PictureStoring & ChangeReporting

    let session: ShopSession
    let database: Database
    let backOffice: Source
    let sink: any RunSink
    /// Whether parked pictures are tried again all at once.
    var retryAll = false
    /// How long media are followed before the next run goes on with them.
    var patience = Duration.seconds(60)
    var now: @Sendable () -> Date = { Date() }

    /// As many pictures as go out together.
    static let page = 1000

    var shop: Shop { session.shop }

    func run() async throws {
        sink.following("pictures", from: try await database.read { [shop] tx in try Self.mark(tx, shop).value() })
        try await settleDoubts()
        // What earlier runs left on its way.
        try await follow(atOnce: true)
        try await sendAgain()
        while true {
            try sink.checkCancellation()
            let page = try await changes()
            guard !page.changes.isEmpty else { break }
            sink.page(of: "changes of ours", page.changes.count)
            try await export(items: Self.unique(page.changes.map(\.no)))
            try await sink.write { [shop] tx in try Self.mark(tx, shop).set(page.cursor) }
            if !page.hasMore { break }
        }
        try await follow(atOnce: false)
        try await attach()
    }

    /// What a run would do, without doing it.
    func preview() async throws -> [RecordChange] {
        var planned: [RecordChange] = []
        var cursor = try await database.read { [shop] tx in try Self.mark(tx, shop).value() }
        var isFirst = true
        while true {
            let page = try await backOffice.changes(of: [.picture, .item], after: cursor, limit: Self.page)
            var numbers = page.changes.map(\.no)
            if isFirst { numbers += try await open() }
            isFirst = false
            let found = try await differences(Self.unique(numbers))
            let short = { (hash: String) in String(hash.prefix(12)) }
            planned += found.added.map { RecordChange(record: $0.key.text, field: "picture", from: "", to: short($0.picture.hash)) }
            planned += found.replaced.map {
                RecordChange(record: $0.key.text, field: "picture", from: short($0.row?.hash ?? ""), to: short($0.picture.hash))
            }
            planned += found.renamed.map { RecordChange(record: $0.key.text, field: "alternative text", from: "", to: $0.alt) }
            planned += found.removed.map { RecordChange(record: $0.key.text, field: "picture", from: short($0.hash), to: "") }
            cursor = page.cursor
            guard page.hasMore else { return planned }
        }
    }

    private func changes() async throws -> ChangePage {
        let position = try await database.read { [shop] tx in try Self.mark(tx, shop).value() }
        return try await backOffice.changes(of: [.picture, .item], after: position, limit: Self.page)
    }

    private static func mark(_ tx: Transaction, _ shop: Shop) -> BackOfficeMark {
        BackOfficeMark(tx: tx, shop: shop.code, task: TaskName.syncImages.rawValue)
    }

    /// Pictures that waited for a product, or failed and are due.
    private func sendAgain() async throws {
        try await export(items: try await open())
    }

    /// The items whose pictures are not through.
    private func open() async throws -> [String] {
        try await database.read { [shop, retryAll] tx in
            let parked = SkippedStore(tx: tx, shop: shop.code, task: .syncImages)
            var numbers: [String] = []
            var last = ""
            while true {
                let records = try parked.due(all: retryAll, after: last)
                guard let end = records.last else { break }
                last = end
                numbers += records.flatMap(PictureKey.items)
            }
            last = ""
            while true {
                let items = try PictureStore(tx: tx, shop: shop.code).openItems(after: last, limit: 500)
                guard let end = items.last else { return Self.unique(numbers) }
                last = end
                numbers += items
            }
        }
    }

    private func export(items numbers: [String]) async throws {
        for start in stride(from: 0, to: numbers.count, by: Self.page) {
            let found = try await differences(Array(numbers[start..<min(start + Self.page, numbers.count)]))
            sink.count(.read, by: found.unchanged + found.added.count + found.replaced.count + found.renamed.count)
            sink.count(.unchanged, by: found.unchanged)
            sink.count(.skipped, by: found.waiting.count)
            let waiting = found.waiting
            try await sink.write { [shop] tx in try PictureStore(tx: tx, shop: shop.code).save(waiting) }
            try await remove(found.removed)
            try await rename(found.renamed)
            for start in stride(from: 0, to: found.added.count + found.replaced.count, by: Self.page) {
                let all = found.added + found.replaced
                try await send(Array(all[start..<min(start + Self.page, all.count)]))
            }
        }
    }

    private func differences(_ numbers: [String]) async throws -> PictureDifferences {
        guard !numbers.isEmpty else { return PictureDifferences(items: [], pictures: [], rows: [:]) { _ in nil } }
        let items = try await backOffice.items(numbers: numbers)
        let pictures = try await backOffice.pictures(ofItems: numbers)
        let (rows, places) = try await database.read { [shop] tx in
            (try PictureStore(tx: tx, shop: shop.code).rows(ofItems: numbers), try PicturePlaces(tx: tx, shop: shop.code, items: numbers))
        }
        return PictureDifferences(items: items, pictures: pictures, rows: rows) { places.product(of: $0) }
    }

    static func unique(_ numbers: [String]) -> [String] {
        var seen: Set<String> = []
        return numbers.filter { seen.insert($0).inserted }
    }

    func park(_ failures: [(PictureKey, Failure)], removing: [PictureKey] = [], saving rows: [PictureRow] = []) async throws {
        guard !failures.isEmpty || !removing.isEmpty || !rows.isEmpty else { return }
        sink.count(.failed, by: failures.count)
        try await sink.write { [shop] tx in
            let store = PictureStore(tx: tx, shop: shop.code)
            try store.remove(removing)
            try store.save(rows)
            let skipped = SkippedStore(tx: tx, shop: shop.code, task: .syncImages)
            for (key, failure) in failures { try skipped.park(key.text, name: "Picture of \(key.text)", failure) }
        }
    }
}

/// Which product and variant of the shop show an item's pictures.
struct PicturePlaces: Sendable {
    private var products: [String: String] = [:]
    private var variants: [PictureKey: (variant: String, product: String)] = [:]

    init(tx: Transaction, shop: String, items numbers: [String]) throws {
        for (item, product) in try ProductRowStore(tx: tx, shop: shop).products(ofItems: numbers) { products[item] = product.productID }
        let rows = try tx.rows(
            """
            SELECT variant_id, product_id, item_no, variant_code FROM connector_variants
            WHERE shop = \(shop) AND item_no IN \(list: numbers) AND product_id IS NOT NULL ORDER BY variant_id
            """
        )
        for row in rows {
            let item: String = try row.get("item_no")
            let key = PictureKey(itemNo: item, variantCode: try row.get("variant_code", as: String?.self) ?? "")
            let product: String = try row.get("product_id")
            if variants[key] == nil { variants[key] = (try row.get("variant_id"), product) }
            if products[item] == nil { products[item] = product }
        }
    }

    func product(of key: PictureKey) -> String? {
        key.variantCode.isEmpty ? products[key.itemNo] : variants[key]?.product
    }

    func variant(of key: PictureKey) -> String? { variants[key]?.variant }
}

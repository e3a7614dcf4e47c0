import BackOffice
import Foundation
import JobQueue
import ShopifyAdmin
import Storage

/// Takes pictures over from the shop: the first picture of a product for its item, the pictures of variants for ours. A picture is
/// downloaded when its address is another than last time (Shopify puts a version into it), and the back office checks what it is by its
/// first bytes and its size. The cursor goes on page by page; a product whose picture fails is parked.
struct ImageImport {
    typealias Target = any BackOffice & PictureStoring

    static let overlap: TimeInterval = 5 * 60
    /// Shopify takes product pictures of up to 20 MB.
    static let largest = 20_000_000

    let session: ShopSession
    let database: Database
    let backOffice: Target
    let sink: any RunSink
    var retryAll = false

    private var shop: Shop { session.shop }

    func run() async throws {
        try await retryParked()
        try await pages { products, end in
            try await take(products, dry: nil)
            try await sink.write { [shop] tx in
                let cursor = SyncCursor(tx: tx, shop: shop.code, task: TaskName.syncImages.rawValue)
                if let end, try cursor.position().map({ $0 < end }) ?? true { try cursor.advance(to: end) }
            }
        }
    }

    /// What a run would take over, without a download.
    func preview() async throws -> [RecordChange] {
        var planned: [RecordChange] = []
        try await pages { products, _ in
            try await take(products) { picture in
                planned.append(RecordChange(record: picture.key.text, field: "picture", from: picture.known?.url ?? "", to: picture.url))
            }
        }
        return planned
    }

    /// The changed products that stand for items, page by page.
    private func pages(_ body: (_ products: [String], _ end: Date?) async throws -> Void) async throws {
        let cursor = try await database.read { [shop] tx in
            try SyncCursor(tx: tx, shop: shop.code, task: TaskName.syncImages.rawValue).position()
        }
        sink.reading("pictures", since: cursor?.addingTimeInterval(-Self.overlap))
        let query = cursor.map { "updated_at:>='\(Instants.text($0.addingTimeInterval(-Self.overlap).wholeSecond))'" }
        for try await page in session.client.pages(Admin.ProductChanges(query: query)) {
            try sink.checkCancellation()
            try await body(page.nodes.map(\.id), page.nodes.map(\.updatedAt).max())
            sink.page(of: "products", page.nodes.count)
        }
    }

    private func retryParked() async throws {
        var last = ""
        while true {
            let position = last
            let ids = try await database.read { [shop, retryAll] tx in
                try SkippedStore(tx: tx, shop: shop.code, task: .syncImages).due(all: retryAll, after: position)
            }
            guard let end = ids.last else { return }
            last = end
            try await take(ids.filter { $0.hasPrefix("gid://shopify/Product/") }, dry: nil)
        }
    }

    /// A picture of the shop's for one of ours.
    private struct Incoming {
        var key: PictureKey
        var product: String
        var medium: String
        var url: String
        var alt: String
        var known: PictureRow?
    }

    private func take(_ products: [String], dry: ((Incoming) -> Void)?) async throws {
        let links = try await links(products)
        let wanted = products.filter { links[$0] != nil }
        guard !wanted.isEmpty else { return }
        for (id, outcome) in try await session.pictures(of: wanted) {
            try sink.checkCancellation()
            switch outcome {
            case .success(let pictures):
                let incoming = try await incoming(pictures, links[id] ?? [])
                if let dry { incoming.forEach(dry) } else { try await take(incoming, of: id) }
            case nil: if dry == nil { try await settle(id, nil) }
            case .failure(let error): if dry == nil { try await settle(id, Failure(error)) }
            }
        }
    }

    /// Variants of products that are linked to items.
    private func links(_ products: [String]) async throws -> [String: [(variant: String, key: PictureKey)]] {
        try await database.read { [shop] tx in
            var found: [String: [(variant: String, key: PictureKey)]] = [:]
            let rows = try tx.rows(
                """
                SELECT variant_id, product_id, item_no, variant_code FROM connector_variants
                WHERE shop = \(shop.code) AND product_id IN \(list: products) AND item_no IS NOT NULL ORDER BY variant_id
                """
            )
            for row in rows {
                let key = PictureKey(itemNo: try row.get("item_no"), variantCode: try row.get("variant_code", as: String?.self) ?? "")
                found[try row.get("product_id"), default: []].append((try row.get("variant_id"), key))
            }
            return found
        }
    }

    /// The pictures that are new here, or that changed.
    private func incoming(_ pictures: ShownPictures, _ links: [(variant: String, key: PictureKey)]) async throws -> [Incoming] {
        let media = Dictionary(pictures.media.map { ($0.id, $0) }) { first, _ in first }
        let first = pictures.media.first { $0.mediaContentType == .image }
        let items = Array(Set(links.map(\.key.itemNo)))
        let rows = try await database.read { [shop] tx in try PictureStore(tx: tx, shop: shop.code).rows(ofItems: items) }
        var wanted: [(PictureKey, Admin.Picture)] = []
        // A product that stands for several items shows each item's own picture at its variant.
        if items.count == 1, let item = items.first, let first { wanted.append((PictureKey(itemNo: item), first)) }
        for (variant, key) in links {
            guard let id = pictures.byVariant[variant], let medium = media[id] else { continue }
            if !key.variantCode.isEmpty || items.count > 1 { wanted.append((key, medium)) }
        }
        var incoming: [Incoming] = []
        for (key, medium) in wanted {
            guard let url = medium.image?.url, medium.status == .ready else { continue }
            sink.count(.read, by: 1)
            let row = rows[key]
            // What we sent does not come back.
            if let row, row.mediaID == medium.id, row.url == url || row.isOurs {
                sink.count(.unchanged, by: 1)
                continue
            }
            incoming.append(Incoming(key: key, product: pictures.product, medium: medium.id, url: url, alt: medium.alt ?? "", known: row))
        }
        return incoming
    }

    private func take(_ incoming: [Incoming], of product: String) async throws {
        var failure: Failure?
        for picture in incoming {
            do {
                let stored = try await store(picture)
                let row = PictureRow(
                    itemNo: stored.itemNo,
                    variantCode: stored.variantCode,
                    hash: stored.hash,
                    alt: picture.alt,
                    productID: picture.product,
                    mediaID: picture.medium,
                    state: .ready,
                    isOurs: false,
                    url: picture.url
                )
                try await sink.write { [shop] tx in try PictureStore(tx: tx, shop: shop.code).save([row]) }
                sink.count(picture.known == nil ? .created : .updated, by: 1)
            } catch let error as AdminError {
                failure = Failure(error)
            } catch let error as BackOfficeError {
                failure = Failure(error)
            } catch let error as ConnectorError {
                failure = Failure(error)
            }
        }
        try await settle(product, failure)
    }

    private func store(_ picture: Incoming) async throws -> Picture {
        // Without encryption only from where the shop itself is.
        let isNear =
            URL(string: picture.url)?.host != nil && URL(string: picture.url)?.host == shop.endpoint.flatMap { URL(string: $0)?.host }
        guard picture.url.hasPrefix("https://") || isNear else {
            throw ConnectorError(
                .unexpectedAnswer,
                "The picture's address is not one that pictures are read from.",
                record: picture.key.text,
                field: "url"
            )
        }
        let (content, _) = try await session.client.download(picture.url, limit: Self.largest)
        return try await backOffice.setPicture(itemNo: picture.key.itemNo, variantCode: picture.key.variantCode, content: content)
    }

    /// The product went through, or is parked.
    private func settle(_ product: String, _ failure: Failure?) async throws {
        if failure != nil { sink.count(.failed, by: 1) }
        try await sink.write { [shop] tx in
            let skipped = SkippedStore(tx: tx, shop: shop.code, task: .syncImages)
            if let failure {
                try skipped.park(product, name: "Pictures of \(product)", failure)
            } else {
                try skipped.clear([product])
            }
        }
    }
}

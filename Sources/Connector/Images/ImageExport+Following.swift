import BackOffice
import Foundation
import JobQueue
import ShopifyAdmin
import Storage

extension ImageExport {
    private static let atOnce = 250
    /// Rows that are held to be followed; what is beyond is left for the next run.
    private static let mostFollowed = 50_000

    /// Pictures that left, of which nobody knows whether they arrived: the shop is looked at.
    func settleDoubts() async throws {
        while true {
            let rows = try await database.read { [shop] tx in
                try PictureStore(tx: tx, shop: shop.code).rows(in: .sending, limit: Self.atOnce)
            }
            guard !rows.isEmpty else { return }
            let added = rows.filter { $0.mediaID == nil }
            try await waitForOperations(added)
            let found = try await look(for: added)
            let known = Set(found.map(\.key))
            // What did not arrive is sent again by this run. So is a content that replaces another: twice is once.
            let again = rows.filter { !known.contains($0.key) }.map { row in
                var row = row
                row.hash = ""
                row.state = .waiting
                return row
            }
            try await sink.write { [shop] tx in try PictureStore(tx: tx, shop: shop.code).save(found + again) }
        }
    }

    /// Nothing can be told while an operation that may send them still runs.
    private func waitForOperations(_ rows: [PictureRow]) async throws {
        var ids = Set(rows.compactMap(\.operation))
        if let first = rows.filter({ $0.operation == nil }).compactMap(\.attemptedAt).min() {
            let page = try await session.client.page(Admin.BulkOperations())
            for operation in page?.nodes ?? []
            where operation.isOpen && operation.type == .mutation && operation.createdAt > first.addingTimeInterval(-300) {
                ids.insert(operation.id)
            }
        }
        guard !ids.isEmpty else { return }
        let running = try await session.client.bulkOperations(ids.sorted()).values.filter(\.isOpen).map(\.id)
        if !running.isEmpty { _ = try await session.client.endedBulks(running) { _ in try sink.checkCancellation() } }
    }

    /// The rows whose pictures are among the media of their products: told by the name of the file, or, while Shopify does not show it
    /// yet, by text and time.
    private func look(for rows: [PictureRow]) async throws -> [PictureRow] {
        let products = Array(Set(rows.compactMap(\.productID))).sorted()
        guard !products.isEmpty else { return [] }
        var known = try await database.read { [shop] tx in try PictureStore(tx: tx, shop: shop.code).media(of: products) }
        var media: [String: [Admin.Picture]] = [:]
        for (id, outcome) in try await session.pictures(of: products) { media[id] = try outcome?.get().media ?? [] }
        var found: [PictureRow] = []
        for row in rows {
            let name = NSString(string: row.fileName).deletingPathExtension
            let candidates = (media[row.productID ?? ""] ?? []).filter { !known.contains($0.id) }
            let match =
                candidates.first { $0.image?.url.contains(name) == true }
                ?? candidates.first { picture in
                    // Five minutes for clocks that differ.
                    picture.image == nil && picture.alt ?? "" == row.alt
                        && picture.createdAt.map { $0 > (row.attemptedAt ?? .distantPast).addingTimeInterval(-300) } == true
                }
            guard let match else { continue }
            known.insert(match.id)
            var arrived = row
            arrived.mediaID = match.id
            arrived.state = .processing
            found.append(arrived)
        }
        return found
    }

    /// Asks for the status of media until they are ready or failed, ever more seldom; what takes longer is left for the next run.
    /// - Parameter atOnce: asks once, without a pause before.
    func follow(atOnce: Bool) async throws {
        var pause = Duration.seconds(3)
        var waited = Duration.zero
        while true {
            let last = try await processing()
            guard !last.isEmpty else { return }
            if !atOnce {
                guard waited < patience else { return }
                try await session.client.pause(pause)
                waited += pause
                pause = pause * 2
            }
            for start in stride(from: 0, to: last.count, by: Self.atOnce) {
                try sink.checkCancellation()
                try await settle(Array(last[start..<min(start + Self.atOnce, last.count)]))
            }
            if atOnce { return }
        }
    }

    private func processing() async throws -> [PictureRow] {
        try await database.read { [shop] tx in try PictureStore(tx: tx, shop: shop.code).rows(in: .processing, limit: Self.mostFollowed) }
    }

    private func settle(_ rows: [PictureRow]) async throws {
        var saved: [PictureRow] = []
        var failures: [(PictureKey, Failure)] = []
        var gone: [PictureKey] = []
        var failed: [String] = []
        sink.page(of: "pictures that Shopify works on", rows.count)
        let nodes = try await session.client.hydrated(Admin.PicturesByIDs(ids: rows.compactMap(\.mediaID)))
        let byID = Dictionary(nodes.map { ($0.id, $0.outcome) }) { first, _ in first }
        for row in rows {
            switch row.mediaID.flatMap({ byID[$0] }) {
            case .found(let medium, _) where medium.status == .ready:
                var row = row
                row.state = row.variantCode.isEmpty ? .ready : .attaching
                saved.append(row)
            case .found(let medium, _) where medium.status == .failed:
                failures.append((row.key, Self.failure(medium)))
                gone.append(row.key)
                failed.append(medium.id)
            case .found, nil: break
            case .missing:
                gone.append(row.key)
                failures.append((row.key, Failure(reason: "The picture was deleted in the shop before it was ready.", code: "deleted")))
            case .failed(let error): failures.append((row.key, Failure(error)))
            }
        }
        // A medium that failed is of no use; the next try brings another.
        if !failed.isEmpty { try await delete(failed) }
        let through = saved.filter { $0.state == .ready }
        try await park(failures, removing: gone, saving: saved)
        try await sink.write { [shop] tx in
            try SkippedStore(tx: tx, shop: shop.code, task: .syncImages).clear(through.map(\.key.text))
        }
        sink.count(.created, by: saved.filter { !$0.isReplacement }.count)
        sink.count(.updated, by: saved.filter(\.isReplacement).count)
    }

    private static func failure(_ medium: Admin.PictureStatus) -> Failure {
        let error = medium.mediaErrors.first
        let words = [error?.message, error?.details].compactMap { $0 }.filter { !$0.isEmpty }
        var seen: Set<String> = []
        let text = words.filter { seen.insert($0).inserted }.joined(separator: " ")
        return Failure(
            reason: "Shopify could not take the picture: \(text.isEmpty ? "no reason was given." : text)",
            code: error?.code.rawValue ?? "mediaFailed"
        )
    }

    /// Pictures that are ready are shown by their variants.
    func attach() async throws {
        let rows = try await database.read { [shop] tx in
            try PictureStore(tx: tx, shop: shop.code).rows(in: .attaching, limit: Self.mostFollowed)
        }
        guard !rows.isEmpty else { return }
        let places = try await database.read { [shop] tx in
            try PicturePlaces(tx: tx, shop: shop.code, items: Array(Set(rows.map(\.itemNo))))
        }
        let failure = Failure(reason: "The shop has no such variant any more.", code: ConnectorError.Code.notFound.rawValue)
        try await park(rows.filter { places.variant(of: $0.key) == nil }.map { ($0.key, failure) })
        let groups = Dictionary(grouping: rows.filter { places.variant(of: $0.key) != nil }, by: { $0.productID ?? "" })
            .sorted { $0.key < $1.key }
        let operations = groups.map { product, rows in
            Admin.VariantsUpdate(
                productId: product,
                variants: rows.map { Admin.ProductVariantsBulkInput(id: places.variant(of: $0.key), mediaId: $0.mediaID) }
            )
        }
        try await MutationSending("variants with pictures", session: session, sink: sink, isPatient: true).carryOut(operations) { answers in
            for (index, result) in answers { try await attached(groups[index].value, result.map { _ in () }) }
        }
    }

    private func attached(_ rows: [PictureRow], _ result: Result<Void, AdminError>) async throws {
        switch result {
        case .success:
            try await sink.write { [shop] tx in
                let shown = rows.map { row in
                    var row = row
                    row.state = .ready
                    return row
                }
                try PictureStore(tx: tx, shop: shop.code).save(shown)
                try SkippedStore(tx: tx, shop: shop.code, task: .syncImages).clear(rows.map(\.key.text))
            }
        case .failure(let error):
            let failure = Failure(error)
            try await park(rows.map { ($0.key, failure) })
        }
    }
}

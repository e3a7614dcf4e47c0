import BackOffice
import Foundation
import JobQueue
import Logging
import ShopifyAdmin
import Storage

/// Sends stock: levels are read once a location, 250 a page, and the pairs that differ are written 250 a call, each only if the shop still
/// has what was read. A stale pair is read again and computed anew; a pair that Shopify refuses is parked alone.
struct InventoryExport {
    let session: ShopSession
    let database: Database
    let backOffice: any StockReporting
    let sink: any RunSink
    /// Names the run's requests for Shopify's `@idempotent`.
    let entry: String

    var shop: Shop { session.shop }
    private static let staleTries = 3

    /// - Parameter retryAll: pairs that were refused are tried again though their pause is not over.
    func run(retryAll: Bool = true) async throws {
        let places = try await places()
        let parked = try await database.read { [shop] tx in
            try SkippedStore(tx: tx, shop: shop.code, task: .syncInventory).parked()
        }
        var items: [String: (sku: String, at: Set<String>)] = [:]
        for place in places {
            sink.logger.info(
                "Reading stock levels",
                metadata: ["location": "\(place.name)", "ours": "\(place.codes.sorted().joined(separator: ", "))"]
            )
            try await levels(of: place) { page in
                for level in page { items[level.item.id, default: (level.item.sku ?? "", [])].at.insert(place.id) }
                let changes = try await changes(page, place)
                // Refused before, and its pause is not over: the call that it would spoil goes without it.
                let waiting = retryAll ? [] : Set(changes.map(\.key).filter { parked[$0] == false })
                sink.count(.skipped, by: waiting.count)
                sink.page(of: "stock levels", page.count, ["differing": changes.count])
                try await settled(page.map { StockChange.key($0.item.id, place.id) }, changes, parked)
                try await write(changes.filter { !waiting.contains($0.key) }, place)
            }
        }
        for place in places { try await activate(items, place) }
    }

    /// Pairs that agree now are parked no longer.
    private func settled(_ keys: [String], _ changes: [StockChange], _ parked: [String: Bool]) async throws {
        let differing = Set(changes.map(\.key))
        let agreed = keys.filter { parked[$0] != nil && !differing.contains($0) }
        guard !agreed.isEmpty else { return }
        try await sink.write { [shop] tx in try SkippedStore(tx: tx, shop: shop.code, task: .syncInventory).clear(agreed) }
    }

    /// What would be written.
    func preview() async throws -> [RecordChange] {
        var planned: [RecordChange] = []
        for place in try await places() {
            try await levels(of: place) { page in
                for change in try await changes(page, place) {
                    planned.append(
                        RecordChange(
                            record: change.sku,
                            field: "on hand at \(place.name)",
                            from: change.from.map(String.init) ?? "",
                            to: "\(change.to)"
                        )
                    )
                }
            }
        }
        return planned
    }

    struct Place: Sendable {
        var id: String
        var name: String
        var codes: Set<String>
        var calculation: StockCalculation
    }

    /// The locations whose stock is sent.
    private func places() async throws -> [Place] {
        try await database.read { [shop] tx in
            try MappingStore(tx: tx, shop: shop.code).locations().compactMap { mapping in
                guard mapping.calculation != .off, let id = mapping.locationId, mapping.active, !mapping.to.isEmpty else { return nil }
                return Place(id: id, name: mapping.name, codes: Set(mapping.to), calculation: mapping.calculation)
            }
        }
    }

    private func levels(of place: Place, _ body: ([Admin.StockLevel]) async throws -> Void) async throws {
        for try await page in session.client.pages(Admin.StockLevels(locationId: place.id)) {
            try sink.checkCancellation()
            try await body(page.nodes)
        }
    }

    /// The pairs of a page that differ. Untracked and unknown items are left alone.
    private func changes(_ levels: [Admin.StockLevel], _ place: Place) async throws -> [StockChange] {
        sink.count(.read, by: levels.count)
        let tracked = levels.filter(\.item.tracked)
        let wanted = try await quantities(tracked.map { ($0.item.id, $0.item.sku ?? "") }, place)
        var changes: [StockChange] = []
        for level in tracked {
            guard let to = wanted[level.item.id] else { continue }
            let from = level.onHand
            if from == to {
                sink.count(.unchanged, by: 1)
            } else {
                changes.append(
                    StockChange(
                        itemID: level.item.id,
                        sku: level.item.sku ?? "",
                        locationID: place.id,
                        levelID: level.id,
                        from: from,
                        to: to
                    )
                )
            }
        }
        sink.count(.skipped, by: levels.count - tracked.count)
        return changes
    }

    /// What the shop is to have, by inventory item; items that we do not know are absent.
    private func quantities(_ items: [(id: String, sku: String)], _ place: Place) async throws -> [String: Int] {
        let keys = try await StockItems(shop: shop, backOffice: backOffice).keys(items)
        let levels = try await backOffice.stock(of: Set(keys.values), at: place.codes, ownKeys: shop.code + "/")
        return keys.mapValues { StockComputation.onHand(levels[$0] ?? StockLevels(), place.calculation) }
    }

    private func write(_ changes: [StockChange], _ place: Place) async throws {
        var left = changes
        var tries = 0
        while !left.isEmpty, tries <= Self.staleTries {
            try sink.checkCancellation()
            let began = Date()
            let key = IdempotencyText.key(entry, left.map { "\($0.key)=\($0.to)<\($0.from ?? -1)" })
            let response = try await session.client.execute(
                Admin.StockSet(
                    input: Admin.InventorySetQuantitiesInput(reason: "correction", name: "on_hand", quantities: left.map(\.input)),
                    key: key
                ),
                AdminExecution(userErrors: .returned)
            )
            guard !response.userErrors.isEmpty else {
                let good = left
                sink.count(.updated, by: good.count)
                try await sink.write { [shop] tx in
                    try OwnWrites(tx: tx, shop: shop.code).wrote(good.map(\.key), from: began)
                    try SkippedStore(tx: tx, shop: shop.code, task: .syncInventory).clear(good.map(\.key))
                }
                return
            }
            let (stale, refused) = try sorted(response.userErrors, left)
            try await park(refused)
            let gone = Set(refused.map { $0.0.key })
            left = left.filter { !gone.contains($0.key) }
            if !stale.isEmpty {
                tries += 1
                left = try await again(left, Set(stale.map(\.key)), place)
            }
        }
        try await park(left.map { ($0, Failure(reason: "The quantity kept changing in the shop while it was written.", code: "stale")) })
    }

    /// Which rows were stale, and which Shopify refuses. An error that names no row speaks of all.
    private func sorted(_ errors: [AdminUserError], _ rows: [StockChange]) throws -> (
        stale: [StockChange], refused: [(StockChange, Failure)]
    ) {
        var stale: [StockChange] = []
        var refused: [(StockChange, Failure)] = []
        for error in errors {
            let isStale = error.code == "CHANGE_FROM_QUANTITY_STALE" || error.code == "COMPARE_QUANTITY_STALE"
            guard let index = error.index, rows.indices.contains(index) else {
                if isStale {
                    stale = rows
                } else if error.code == "IDEMPOTENCY_CONCURRENT_REQUEST" {
                    stale = rows
                } else {
                    refused += rows.map { ($0, Failure(error)) }
                }
                continue
            }
            if isStale { stale.append(rows[index]) } else { refused.append((rows[index], Failure(error))) }
        }
        return (stale, refused)
    }

    /// Reads stale pairs once more and computes what they are to be now.
    private func again(_ rows: [StockChange], _ stale: Set<String>, _ place: Place) async throws -> [StockChange] {
        let ids = rows.filter { stale.contains($0.key) }.compactMap(\.levelID)
        var fresh: [String: Int] = [:]
        for node in try await session.client.hydrated(Admin.StockLevelsByIDs(ids: ids)) {
            if let level = node.node { fresh[level.item.id] = level.onHand }
        }
        let wanted = try await quantities(rows.filter { stale.contains($0.key) }.map { ($0.itemID, $0.sku) }, place)
        return rows.compactMap { row in
            guard stale.contains(row.key) else { return row }
            guard let from = fresh[row.itemID], let to = wanted[row.itemID], from != to else { return nil }
            var row = row
            row.from = from
            row.to = to
            return row
        }
    }

    /// Items that are stocked elsewhere in the shop but not here, though we have them here.
    private func activate(_ items: [String: (sku: String, at: Set<String>)], _ place: Place) async throws {
        let missing = items.filter { !$0.value.at.contains(place.id) }.map { (id: $0.key, sku: $0.value.sku) }.sorted { $0.id < $1.id }
        for start in stride(from: 0, to: missing.count, by: 250) {
            let slice = Array(missing[start..<min(start + 250, missing.count)])
            let wanted = try await quantities(slice, place)
            let changes = slice.compactMap { item -> StockChange? in
                guard let quantity = wanted[item.id], quantity > 0 else { return nil }
                return StockChange(itemID: item.id, sku: item.sku, locationID: place.id, levelID: nil, from: nil, to: quantity)
            }
            try sink.checkCancellation()
            let operations = changes.map { change in
                Admin.StockActivate(
                    inventoryItemId: change.itemID,
                    locationId: place.id,
                    key: IdempotencyText.key(entry, ["activate", change.key, "\(change.to)"]),
                    onHand: change.to
                )
            }
            let began = Date()
            try await session.client.batch(operations) { outcomes in
                var done: [String] = []
                var refused: [(StockChange, Failure)] = []
                for outcome in outcomes {
                    switch outcome.result {
                    case .success: done.append(changes[outcome.index].key)
                    case .failure(let error): refused.append((changes[outcome.index], Failure(error)))
                    }
                }
                let good = done
                try await sink.write { [shop] tx in
                    try OwnWrites(tx: tx, shop: shop.code).wrote(good, from: began)
                    try SkippedStore(tx: tx, shop: shop.code, task: .syncInventory).clear(good)
                }
                sink.count(.created, by: good.count)
                try await park(refused)
            }
        }
    }

    private func park(_ rows: [(StockChange, Failure)]) async throws {
        guard !rows.isEmpty else { return }
        sink.count(.failed, by: rows.count)
        try await sink.write { [shop] tx in
            let skipped = SkippedStore(tx: tx, shop: shop.code, task: .syncInventory)
            for (row, failure) in rows { try skipped.park(row.key, name: row.sku.isEmpty ? row.itemID : row.sku, failure) }
        }
    }
}

extension Admin.StockLevel {
    /// The one quantity that is read and written.
    var onHand: Int { quantities.first { $0.name == "on_hand" }?.quantity ?? 0 }
}

extension StockChange {
    var input: Admin.InventoryQuantityInput {
        Admin.InventoryQuantityInput(inventoryItemId: itemID, locationId: locationID, quantity: to, changeFromQuantity: Nullable(from))
    }
}

/// Keys for Shopify's `@idempotent`: the same request of the same entry has the same key, any other another.
enum IdempotencyText {
    static func key(_ entry: String, _ parts: [String]) -> String {
        let digits = ContentHash.of(([entry] + parts).joined(separator: "\u{1f}").utf8)
        let cuts = [0, 8, 12, 16, 20, 32]
        return zip(cuts, cuts.dropFirst()).map { String(digits.dropFirst($0).prefix($1 - $0)) }.joined(separator: "-")
    }
}

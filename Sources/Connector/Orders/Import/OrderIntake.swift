import BackOffice
import Foundation
import JobQueue
import Logging
import Storage

/// Takes over orders that were fetched: a batch in one transaction, with the customers, items and methods that they name.
struct OrderIntake {
    let shop: Shop
    let database: Database
    let backOffice: any BackOffice
    let sink: any RunSink

    /// Saves a batch and counts it; answers how many orders were created or updated.
    ///
    /// - Parameters:
    ///   - readAt: when Shopify was asked for them.
    ///   - onlyNewer: leaves rows alone whose order is as new already: for answers that may have waited.
    ///   - also: is written in the same transaction: cursors and places.
    func take(
        _ fetched: [FetchedOrder],
        _ filter: OrderFilter = OrderFilter(),
        readAt: Date,
        onlyNewer: Bool = false,
        also: @escaping @Sendable (Transaction) throws -> Void = { _ in }
    ) async throws -> Int {
        var left = 0
        let accepted = fetched.filter { one in
            guard case .order(let order, _, _) = one, !filter.accepts(order) else { return true }
            left += 1
            return false
        }
        let orders = accepted.compactMap { one -> ShopOrder? in if case .order(let order, _, _) = one { order } else { nil } }
        let links = try await links(orders)
        let counts = try await sink.write { [shop] tx in
            let saved = try Self.save(accepted, shop: shop, readAt: readAt, onlyNewer: onlyNewer, tx)
            try CustomerLinkStore(tx: tx, shop: shop.code).save(links.customers)
            try VariantLinkStore(tx: tx, shop: shop.code).save(links.variants)
            try also(tx)
            return saved
        }
        sink.count(.read, by: fetched.count)
        sink.count(.skipped, by: left)
        for (kind, count) in counts { sink.count(kind, by: count) }
        return (counts[.created] ?? 0) + (counts[.updated] ?? 0)
    }

    /// Customers and items that the orders name, found or created as the shop card says. What fails here is said when the order is
    /// processed: the import does not stop for it.
    private func links(_ orders: [ShopOrder]) async throws -> OrderMapper.Result {
        guard !orders.isEmpty else { return OrderMapper.Result() }
        do {
            return try await OrderMapper(shop: shop, backOffice: backOffice, database: database).map(orders, create: !sink.isDryRun)
        } catch let error as BackOfficeError {
            sink.logger.warning("Customers and items of imported orders could not be matched", metadata: ["error": "\(error)"])
            return OrderMapper.Result()
        }
    }

    private static func save(
        _ fetched: [FetchedOrder],
        shop: Shop,
        readAt: Date,
        onlyNewer: Bool,
        _ tx: Transaction
    ) throws -> [CountKind: Int] {
        let store = OrderStore(tx: tx, shop: shop.code)
        let skipped = SkippedStore(tx: tx, shop: shop.code, task: .syncOrders)
        let mappings = MappingStore(tx: tx, shop: shop.code)
        var counts: [CountKind: Int] = [:]
        var good: [String] = []
        var seen = SeenNames()
        let known = onlyNewer ? try store.known(fetched.map(\.id)) : [:]
        for one in fetched {
            switch one {
            case .order(let order, let digest, let raw):
                good.append(order.id)
                if let row = known[order.id], row.updatedAt >= order.updatedAt {
                    counts[.unchanged, default: 0] += 1
                    continue
                }
                switch try store.save(order, digest: digest, raw: raw, readAt: readAt) {
                case .created: counts[.created, default: 0] += 1
                case .updated: counts[.updated, default: 0] += 1
                case .unchanged: counts[.unchanged, default: 0] += 1
                }
                seen.add(order)
            case .failed(let id, let failure):
                try skipped.park(id, name: id, failure)
                counts[.failed, default: 0] += 1
            case .missing(let id):
                // Deleted between the two phases, or hidden from us: nothing is left to try.
                good.append(id)
                counts[.skipped, default: 0] += 1
            }
        }
        try skipped.clear(good)
        try seen.save(mappings)
        return counts
    }
}

/// Locations, payment and shipment methods that a batch of orders names: each is looked at once a batch.
private struct SeenNames {
    private var locations: [String: String] = [:]
    private var payments: Set<String> = []
    private var shipments: Set<String> = []

    mutating func add(_ order: ShopOrder) {
        for one in order.fulfillmentOrders { if let id = one.locationID { locations[id] = one.locationName } }
        payments.formUnion(PaymentChoice(order).keys)
        shipments.formUnion(order.shippingLines.map(\.title))
    }

    func save(_ store: MappingStore) throws {
        let known = Dictionary(try store.locations().compactMap { place in place.locationId.map { ($0, place.name) } }) { first, _ in first
        }
        for (id, name) in locations.sorted(by: { $0.key < $1.key }) where known[id] != name { try store.seen(locationID: id, name: name) }
        for payment in payments.sorted() { try store.seen(.payment, payment) }
        for shipment in shipments.sorted() { try store.seen(.shipment, shipment) }
    }
}

import Foundation
import JobQueue
import ShopifyAdmin
import Storage

/// Reads the results of a first import's bulk operations, phase by phase, from the place where the last run was.
struct OrderBulkReading {
    /// Records of fulfillment orders that are put aside together.
    static let partsAtOnce = 500
    /// Batches of orders between two lines of the log.
    private static let logged = 8

    let client: AdminClient
    let source: any OrderSource
    let intake: OrderIntake

    private var shop: String { intake.shop.code }
    private var sink: any RunSink { intake.sink }

    func read(_ start: OrderBulkPlace, _ orders: BulkResult, _ shipping: BulkResult) async throws -> OrderImport.Summary {
        var place = start
        var summary = OrderImport.Summary()
        if place.phase == .shipping {
            try await putAside(shipping, &place)
            place.phase = .orders
            place.position = 0
            try await save(place)
        }
        if place.phase == .orders {
            try await putTogether(orders, &place, &summary)
            place.phase = .rest
            try await save(place)
        }
        try await readRest(&summary)
        guard !orders.isPartial else { return summary }
        let end = place.startedAt
        try await sink.write { [shop] tx in
            try OrderBulkStore(tx: tx, shop: shop).forget()
            let cursor = SyncCursor(tx: tx, shop: shop, task: TaskName.syncOrders.rawValue)
            if try cursor.position().map({ $0 < end }) ?? true { try cursor.advance(to: end) }
        }
        return summary
    }

    private func save(_ place: OrderBulkPlace) async throws {
        try await sink.write { [shop] tx in try OrderBulkStore(tx: tx, shop: shop).set(place) }
    }

    private func putAside(_ result: BulkResult, _ place: inout OrderBulkPlace) async throws {
        var waiting: [BulkRecord] = []
        var current = place
        func flush() async throws {
            guard let last = waiting.last else { return }
            try sink.checkCancellation()
            current.position = last.end
            let parts = try waiting.compactMap { record in
                try record.root["orderId"].map { (order: try $0.decode(String.self), record: record) }
            }
            try await sink.write { [shop, current] tx in
                let store = OrderBulkStore(tx: tx, shop: shop)
                try store.keep(parts)
                try store.set(current)
            }
            waiting = []
        }
        try await client.bulkRecords(result, from: place.position) { records in
            for record in records {
                waiting.append(record)
                if waiting.count == Self.partsAtOnce { try await flush() }
            }
        }
        try await flush()
        place = current
    }

    private func putTogether(_ result: BulkResult, _ place: inout OrderBulkPlace, _ summary: inout OrderImport.Summary) async throws {
        let total = Int(result.operation.rootObjectCount)
        var waiting: [BulkRecord] = []
        var current = place
        var done = OrderImport.Summary()
        func flush() async throws {
            guard let last = waiting.last else { return }
            try sink.checkCancellation()
            current.position = last.end
            done.changed += try await take(waiting, current)
            done.listed += waiting.count
            sink.progress(done.listed, of: total)
            if done.listed % (Self.logged * OrderImport.batch) == 0 { sink.page(of: "orders", done.listed, ["of": total ?? done.listed]) }
            waiting = []
        }
        try await client.bulkRecords(result, from: place.position) { records in
            for record in records {
                waiting.append(record)
                if waiting.count == OrderImport.batch { try await flush() }
            }
        }
        try await flush()
        place = current
        summary.listed += done.listed
        summary.changed += done.changed
    }

    /// Saves a batch of orders with the place behind it; those that are not whole are noted.
    private func take(_ records: [BulkRecord], _ place: OrderBulkPlace) async throws -> Int {
        let ids = try records.map { record in
            guard let id = try record.root["id"]?.decode(String.self) else {
                throw ConnectorError(.unexpectedAnswer, "A line of Shopify's bulk result has no id.", field: "id")
            }
            return id
        }
        let parts = try await intake.database.read { [shop] tx in try OrderBulkStore(tx: tx, shop: shop).parts(of: ids) }
        var whole: [FetchedOrder] = []
        var rest: [String] = []
        for (id, record) in zip(ids, records) {
            if let order = Self.order(id, record, parts[id] ?? []) { whole.append(order) } else { rest.append(id) }
        }
        return try await intake.take(whole, readAt: place.startedAt, onlyNewer: true) { [shop, rest] tx in
            let store = OrderBulkStore(tx: tx, shop: shop)
            try store.addRest(rest)
            try store.removeParts(of: ids)
            try store.set(place)
        }
    }

    /// The order, or nil when it has parts that bulk operations cannot reach.
    private static func order(_ id: String, _ record: BulkRecord, _ parts: [BulkRecord]) -> FetchedOrder? {
        if let terms = record.root["paymentTerms"], !terms.isNull { return nil }
        do {
            let order = try BulkOrders.order(record, shipping: parts).decode(Admin.Order.self)
            guard order.isWhole, order.returns?.nodes.isEmpty != false else { return nil }
            let raw = ([record] + parts).map(\.text).joined(separator: [UInt8(ascii: "\n")])
            return .order(ShopOrder(order), digest: order.digest, raw: Array(raw))
        } catch {
            return .failed(id: id, Failure(error))
        }
    }

    private func readRest(_ summary: inout OrderImport.Summary) async throws {
        while true {
            try sink.checkCancellation()
            let ids = try await intake.database.read { [shop] tx in try OrderBulkStore(tx: tx, shop: shop).rest(limit: OrderImport.batch) }
            guard !ids.isEmpty else { return }
            sink.page(of: "orders that bulk operations do not give whole", ids.count)
            let readAt = Date()
            let fetched = try await source.fetch(ids)
            summary.changed += try await intake.take(fetched, readAt: readAt) { [shop] tx in
                try OrderBulkStore(tx: tx, shop: shop).removeRest(ids)
            }
        }
    }
}

import BackOffice
import Foundation
import JobQueue
import Logging
import Storage

/// Imports the orders that changed: ids and update times first, then whole orders by id, page by page. A first import of a large shop goes
/// by bulk operation (`OrderBulkImport`).
///
/// Rows and cursor are saved in one transaction a page, so that a kill costs at most the page that was being read. No more than a page of
/// whole orders is held. A record that fails is parked, and the cursor goes on.
struct OrderImport {
    /// Shopify's index lags; changes of the last minutes are listed once more.
    static let overlap: TimeInterval = 5 * 60
    /// Times have whole seconds: what was read this soon after its change may have changed again within that second.
    static let settled: TimeInterval = 2
    /// As many orders as one request fetches while nothing goes wrong.
    static let batch = 125

    let shop: Shop
    let source: any OrderSource
    let database: Database
    let backOffice: any BackOffice
    let sink: any RunSink
    /// This machine's clock; tests bring their own.
    var now: @Sendable () -> Date = { Date() }
    /// How a first import of a whole shop goes; nil: by pages, however large it is.
    var bulk: OrderBulkImport?

    var intake: OrderIntake { OrderIntake(shop: shop, database: database, backOffice: backOffice, sink: sink) }

    /// Orders that were created or changed, counted for the run's message.
    struct Summary: Sendable, Equatable {
        var listed = 0
        var changed = 0
    }

    func run(_ filter: OrderFilter) async throws -> Summary {
        var summary = Summary()
        try await retryParked(filter, &summary)
        let start = try await start(filter)
        if start == nil, !filter.narrows, let bulk, let done = try await bulk.run(source, intake) {
            summary.listed += done.listed
            summary.changed += done.changed
            return summary
        }
        let query = filter.search(from: start)
        sink.reading("orders", since: start, search: query)
        var after: String?
        var done = 0
        repeat {
            try sink.checkCancellation()
            let page = try await source.list(query: query, after: after)
            summary.listed += page.orders.count
            let wanted = try await selection(page.orders)
            var batches = Self.cut(wanted)
            let end = page.orders.map(\.updatedAt).max()
            // Without anything to fetch the cursor still goes on.
            if batches.isEmpty, end != nil { batches = [[]] }
            for (index, batch) in batches.enumerated() {
                try sink.checkCancellation()
                let isLast = index == batches.count - 1
                summary.changed += try await fetch(batch, filter, cursor: isLast ? end : nil)
                done += batch.count
                sink.progress(done, of: page.next == nil ? done + batches.dropFirst(index + 1).joined().count : nil)
            }
            sink.page(of: "orders", page.orders.count, ["toRead": wanted.count])
            after = page.next
        } while after != nil
        return summary
    }

    /// Where the listing starts: the person's instant, else the cursor with the overlap, else the beginning.
    func start(_ filter: OrderFilter) async throws -> Date? {
        if let since = filter.since, let date = Instants.date(since) { return date }
        // Named orders are looked up, however old they are.
        if let numbers = filter.orderNumbers, !numbers.isEmpty { return nil }
        return try await database.read { [shop] tx in
            try SyncCursor(tx: tx, shop: shop.code, task: TaskName.syncOrders.rawValue, filter: filter.cursorKey).position()
        }?.addingTimeInterval(-Self.overlap)
    }

    /// Which of the listed orders have to be fetched. What we wrote ourselves is settled without a request.
    private func selection(_ listed: [OrderListing]) async throws -> [String] {
        let known = try await database.read { [shop] tx in try OrderStore(tx: tx, shop: shop.code).known(listed.map(\.id)) }
        var wanted: [String] = []
        var ours: [String] = []
        var unchanged = 0
        for order in listed {
            guard let row = known[order.id], row.updatedAt == order.updatedAt else {
                wanted.append(order.id)
                continue
            }
            if row.readAt.timeIntervalSince(row.updatedAt) >= Self.settled {
                unchanged += 1
            } else if row.ownWrite, row.digest == order.digest {
                ours.append(order.id)
                unchanged += 1
            } else {
                wanted.append(order.id)
            }
        }
        if !ours.isEmpty {
            let time = now()
            try await sink.write { [shop, ours] tx in try OrderStore(tx: tx, shop: shop.code).settle(ours, readAt: time) }
        }
        sink.count(.unchanged, by: unchanged)
        return wanted
    }

    /// Parked orders that are due, before the new ones. They have no cursor: it passed them long ago.
    private func retryParked(_ filter: OrderFilter, _ summary: inout Summary) async throws {
        var last = ""
        while true {
            let position = last
            let ids = try await database.read { [shop] tx in
                try SkippedStore(tx: tx, shop: shop.code, task: .syncOrders).due(all: filter.retrySkipped == "all", after: position)
            }
            guard let end = ids.last else { return }
            last = end
            for batch in Self.cut(ids) { summary.changed += try await fetch(batch, OrderFilter(), cursor: nil) }
        }
    }

    /// Fetches one batch and saves it; answers how many orders were created or updated.
    private func fetch(_ ids: [String], _ filter: OrderFilter, cursor: Date?) async throws -> Int {
        let fetched = ids.isEmpty ? [] : try await source.fetch(ids)
        return try await intake.take(fetched, filter, readAt: now()) { [shop] tx in
            guard let cursor, (filter.orderNumbers ?? []).isEmpty else { return }
            let stored = SyncCursor(tx: tx, shop: shop.code, task: TaskName.syncOrders.rawValue, filter: filter.cursorKey)
            if try stored.position().map({ $0 < cursor }) ?? true { try stored.advance(to: cursor) }
        }
    }

    /// Equal batches, none larger than a request takes.
    static func cut(_ ids: [String]) -> [[String]] {
        guard !ids.isEmpty else { return [] }
        let count = (ids.count + batch - 1) / batch
        let size = (ids.count + count - 1) / count
        return stride(from: 0, to: ids.count, by: size).map { Array(ids[$0..<min($0 + size, ids.count)]) }
    }
}

import BackOffice
import Foundation
import JobQueue
import Storage

extension OrderImport {
    /// What a run would change: new orders, and the differences of known ones. Nothing is saved.
    func preview(_ filter: OrderFilter) async throws -> [RecordChange] {
        var changes: [RecordChange] = []
        let query = filter.search(from: try await start(filter))
        var after: String?
        repeat {
            try sink.checkCancellation()
            let page = try await source.list(query: query, after: after)
            let known = try await database.read { [shop] tx in try OrderStore(tx: tx, shop: shop.code).known(page.orders.map(\.id)) }
            let wanted = page.orders.filter { known[$0.id]?.updatedAt != $0.updatedAt }.map(\.id)
            for batch in Self.cut(wanted) {
                for one in try await source.fetch(batch) {
                    sink.count(.read, by: 1)
                    changes += try await difference(one, filter)
                }
            }
            after = page.next
        } while after != nil
        return changes
    }

    private func difference(_ fetched: FetchedOrder, _ filter: OrderFilter) async throws -> [RecordChange] {
        switch fetched {
        case .missing: return []
        case .failed(let id, let failure): return [RecordChange(record: id, field: "error", from: "", to: failure.reason)]
        case .order(let order, _, _):
            guard filter.accepts(order) else { return [] }
            let stored = try await database.read { [shop] tx in
                try tx.value([UInt8].self, "SELECT content FROM connector_orders WHERE shop = \(shop.code) AND id = \(order.id)")
            }
            guard let stored else { return [RecordChange(record: order.name, field: "order", from: "", to: "imported")] }
            let before = try ShopOrder.unpacked(stored)
            return OrderComparison(before: before, after: order).differences().map {
                RecordChange(record: order.name, field: $0.field, from: $0.from, to: $0.to)
            }
        }
    }
}

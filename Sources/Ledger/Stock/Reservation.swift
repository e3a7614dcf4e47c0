import BackOffice
import Foundation
import Storage

/// Sets stock aside for the lines of an order, first come, first served.
struct Reservation {
    let transaction: Transaction

    /// The order with as much reserved as is free at its lines' locations. Writes nothing.
    func reserving(_ order: SalesDocument, demand: DocumentDemand) throws -> SalesDocument {
        guard order.type == .order, order.isOpen else { return order }
        let items = order.lines.filter { $0.type == .item && demand.counted.contains($0.item) }.map(\.item)
        guard !items.isEmpty else { return order }
        var sums = try StockPosting(transaction: transaction).sums(items: items)
        var order = order
        for index in order.lines.indices {
            let line = order.lines[index]
            let reserved = ScaledQuantity(line.reserved)?.scaled ?? 0
            let missing = demand.outstanding(line, of: order).scaled - reserved
            guard missing > 0, let sum = sums[line.place] else { continue }
            let taken = min(missing, max(0, sum.quantity - sum.reserved))
            sums[line.place]?.reserved += taken
            order.lines[index].reserved = ScaledQuantity(scaled: reserved + taken).decimal
        }
        return order
    }
}

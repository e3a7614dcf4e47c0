import BackOffice
import Foundation
import Storage

/// Posts what leaves for an order, or comes back for a return order.
struct ShipmentPosting {
    let transaction: Transaction

    func post(_ draft: ShipmentDraft, of before: SalesDocument, key: String?, hash: String?) throws -> Shipment {
        guard before.isOpen else {
            throw BackOfficeError(
                .final,
                record: before.record,
                field: "status",
                sentence: "\(before.record) is \(before.status.rawValue); nothing can be shipped for it."
            )
        }
        let allocation = try PackageAllocation(draft, of: before)
        guard !allocation.selection.quantities.isEmpty else {
            throw BackOfficeError(
                .exceedsOutstanding,
                record: before.record,
                field: "lines",
                sentence: "\(before.record) has nothing left to ship.",
                mend: "Look at its shipments."
            )
        }
        let demand = try DocumentDemand(before, in: transaction)
        let locations = try DefaultLocation(in: transaction)
        let direction: Shipment.Direction = before.type == .order ? .shipment : .returnReceipt
        let no = try number(direction)
        var after = before
        var lines: [Shipment.Line] = []
        var movements: [StockMovement] = []
        for (index, quantity) in allocation.selection.quantities.sorted(by: { $0.key < $1.key }) {
            let line = before.lines[index]
            let location = try locations.location(of: line, asked: draft.location, record: before.record)
            lines.append(
                Shipment.Line(
                    orderLine: line.no,
                    item: line.item,
                    variant: line.variant,
                    unit: line.unit,
                    description: line.description,
                    quantity: quantity,
                    location: location,
                    externalID: line.externalID
                )
            )
            after.lines[index].shipped += quantity
            guard demand.counted.contains(line.item) else { continue }
            after.lines[index].reserved = min(line.reserved, demand.outstanding(after.lines[index], of: before).decimal)
            let base = line.inBaseUnits(quantity)
            movements.append(
                StockMovement(
                    type: direction == .shipment ? .sale : .saleReturn,
                    documentNo: no,
                    documentLineNo: line.no,
                    place: StockPlace(item: line.item, variant: line.variant, location: location),
                    quantity: direction == .shipment ? ScaledQuantity(scaled: -base.scaled) : base
                )
            )
        }
        if direction == .shipment { try release(&after, before, movements, demand) }
        after.status = DocumentProgress.status(of: after)
        let shipment = Shipment(
            no: no,
            type: direction,
            orderNo: before.no,
            orderKey: before.key,
            externalDocumentNo: before.externalDocumentNo,
            externalID: before.externalID,
            customerNo: before.customerNo,
            shipTo: before.shipTo.isEmpty ? before.sellTo : before.shipTo,
            shipmentMethod: before.shipmentMethod,
            shippingAgent: before.shippingAgent,
            postedAt: try transaction.now(),
            lines: lines,
            packages: allocation.packages
        )
        try ShipmentStore(transaction: transaction).insert(shipment, orderType: before.type, key: key, hash: hash)
        try DocumentStore(transaction: transaction).save(
            after,
            replacing: before,
            demand: demand,
            movements: movements,
            also: [.shipment: [ChangedRecord(no: no, variant: direction.rawValue)]]
        )
        return shipment
    }

    /// What leaves beyond a line's own reservation was set aside for somebody: where the place then has less than is set aside, lines of
    /// this order give back what was taken, the last one first. Reservations of other orders are not ours to change.
    private func release(
        _ after: inout SalesDocument,
        _ before: SalesDocument,
        _ movements: [StockMovement],
        _ demand: DocumentDemand
    ) throws {
        var taken: [StockPlace: Int64] = [:]
        for movement in movements { taken[movement.place, default: 0] -= movement.quantity.scaled }
        let reserved = { (line: SalesLine) in ScaledQuantity(line.reserved)?.scaled ?? 0 }
        var beyond = taken
        for (old, new) in zip(before.lines, after.lines) { beyond[old.place]? -= reserved(old) - reserved(new) }
        guard beyond.values.contains(where: { $0 > 0 }) else { return }
        let sums = try StockPosting(transaction: transaction).sums(items: Set(taken.keys.map(\.item)).sorted())
        let change = try demand.change(to: after, in: transaction)
        for (place, quantity) in beyond where quantity > 0 {
            let left = max(0, (sums[place]?.quantity ?? 0) - (taken[place] ?? 0))
            var excess = min(quantity, (sums[place]?.reserved ?? 0) + (change[place]?.reserved ?? 0) - left)
            for index in after.lines.indices.reversed() where excess > 0 && after.lines[index].place == place {
                let given = min(excess, reserved(after.lines[index]))
                after.lines[index].reserved = ScaledQuantity(scaled: reserved(after.lines[index]) - given).decimal
                excess -= given
            }
        }
    }

    private func number(_ direction: Shipment.Direction) throws -> String {
        let series: NumberSeries = direction == .shipment ? .shipment : .returnReceipt
        return try series.next(in: transaction) { no in
            try transaction.first("SELECT no FROM ledger_shipment WHERE type = \(direction.rawValue) AND no = \(no)") != nil
        }
    }
}

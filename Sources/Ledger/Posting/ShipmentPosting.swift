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

    private func number(_ direction: Shipment.Direction) throws -> String {
        let series: NumberSeries = direction == .shipment ? .shipment : .returnReceipt
        return try series.next(in: transaction) { no in
            try transaction.first("SELECT no FROM ledger_shipment WHERE type = \(direction.rawValue) AND no = \(no)") != nil
        }
    }
}

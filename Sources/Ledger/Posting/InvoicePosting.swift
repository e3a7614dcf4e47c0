import BackOffice
import Foundation
import Storage

/// Posts the invoice for what was shipped of an order, the credit memo for what was received of a return order, and documents that were
/// created as invoice or credit memo.
struct InvoicePosting {
    let transaction: Transaction

    /// The posted invoice or credit memo for all that is shipped or received and not invoiced yet.
    func post(from order: SalesDocument, key: String?, hash: String?) throws -> SalesDocument {
        let type: SalesDocumentType = order.type == .order ? .invoice : .creditMemo
        let quantities = try invoiceable(order)
        let store = DocumentStore(transaction: transaction)
        var invoice = order
        invoice.type = type
        invoice.no = try NumberSeries(type).next(in: transaction) { try store.exists(type, no: $0) }
        invoice.orderNo = order.no
        invoice.key = key ?? ""
        invoice.createdAt = try transaction.now()
        invoice.postedAt = invoice.createdAt
        invoice.status = .posted
        invoice.lines = quantities.sorted { $0.key < $1.key }.map { index, quantity in
            Proration.line(order.lines[index], quantity: quantity, pricesIncludeTax: order.pricesIncludeTax)
        }
        var after = order
        for (index, quantity) in quantities { after.lines[index].invoiced += quantity }
        after.status = DocumentProgress.status(of: after)
        if after.status == .posted { after.postedAt = invoice.postedAt }
        invoice.discount.amount = discount(of: order, from: order.lines, to: after.lines)
        invoice.tax.amount = invoice.lines.reduce(0) { $0 + $1.tax.amount }
        let sum = invoice.lines.reduce(Decimal(0)) { $0 + $1.total.amount } - invoice.discount.amount
        invoice.total = Money(sum, order.currency).rounded()
        let demand = try DocumentDemand(order, in: transaction)
        try store.save(invoice, replacing: nil, demand: demand, hash: hash)
        try store.save(after, replacing: order, demand: demand)
        return invoice
    }

    /// The part of the order's discount that belongs to what is invoiced between two states, by the amounts of the lines.
    private func discount(of order: SalesDocument, from before: [SalesLine], to after: [SalesLine]) -> Decimal {
        func running(_ lines: [SalesLine]) -> Decimal {
            lines.reduce(0) { $0 + $1.amount.amount * $1.invoiced / $1.quantity }
        }
        let isComplete = after.allSatisfy { $0.invoiced >= $0.quantity }
        let whole = order.lines.reduce(Decimal(0)) { $0 + $1.amount.amount }
        return Proration.part(
            of: order.discount.amount,
            from: running(before),
            to: isComplete ? whole : running(after),
            whole: whole,
            decimals: order.currency.minorUnits
        )
    }

    /// What can be invoiced, by the index of the line: items as far as they are shipped, and all else together with the first of them.
    private func invoiceable(_ order: SalesDocument) throws -> [Int: Decimal] {
        var items: [Int: Decimal] = [:]
        var accounts: [Int: Decimal] = [:]
        for (index, line) in order.lines.enumerated() {
            let quantity = (line.type == .item ? line.shipped : line.quantity) - line.invoiced
            guard quantity > 0 else { continue }
            if line.type == .item { items[index] = quantity } else { accounts[index] = quantity }
        }
        let waitsForItems = order.lines.contains { $0.type == .item && $0.invoiced < $0.quantity }
        guard order.isOpen, !items.isEmpty || !(accounts.isEmpty || waitsForItems) else {
            throw BackOfficeError(
                .exceedsOutstanding,
                record: order.record,
                field: "lines",
                sentence: "\(order.record) has nothing to invoice\(waitsForItems ? ": nothing is shipped that is not invoiced" : "").",
                mend: waitsForItems ? "Post the shipment first." : "Look at its invoices."
            )
        }
        return items.merging(accounts) { first, _ in first }
    }

    /// Posts a document that was created as invoice or credit memo: its goods leave or come back with it.
    func post(_ before: SalesDocument) throws -> SalesDocument {
        guard before.isOpen else {
            throw BackOfficeError(
                .final,
                record: before.record,
                field: "status",
                sentence: "\(before.record) is \(before.status.rawValue) already."
            )
        }
        let demand = try DocumentDemand(before, in: transaction)
        let locations = try DefaultLocation(in: transaction)
        var after = before
        var movements: [StockMovement] = []
        for (index, line) in before.lines.enumerated() {
            after.lines[index].invoiced = line.quantity
            guard line.type == .item else { continue }
            after.lines[index].shipped = line.quantity
            guard demand.counted.contains(line.item) else { continue }
            let location = try locations.location(of: line, asked: "", record: before.record)
            let base = line.inBaseUnits(line.quantity - line.shipped).scaled
            movements.append(
                StockMovement(
                    type: before.type.bringsGoods ? .saleReturn : .sale,
                    documentNo: before.no,
                    documentLineNo: line.no,
                    place: StockPlace(item: line.item, variant: line.variant, location: location),
                    quantity: ScaledQuantity(scaled: before.type.bringsGoods ? base : -base)
                )
            )
        }
        after.status = .posted
        after.postedAt = try transaction.now()
        try DocumentStore(transaction: transaction).save(after, replacing: before, demand: demand, movements: movements)
        return after
    }
}

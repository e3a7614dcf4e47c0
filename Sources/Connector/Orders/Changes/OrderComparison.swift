import BackOffice
import Foundation

/// Compares an order with the state that its document was made from, field by field. Only what a document would show counts: tags and
/// payment states may change freely.
struct OrderComparison {
    let before: ShopOrder
    let after: ShopOrder

    func differences() -> [OrderDifference] {
        var found: [OrderDifference] = []
        lines(&found)
        shipping(&found)
        text("customer", before.customer?.displayName, after.customer?.displayName, &found)
        text("e-mail", before.email, after.email, &found)
        text("shipping address", words(before.shippingAddress), words(after.shippingAddress), &found)
        text("billing address", words(before.billingAddress), words(after.billingAddress), &found)
        text("note", before.note, after.note, &found)
        text("purchase order number", before.poNumber, after.poNumber, &found)
        text("cancelled", before.cancelledAt.map(Instants.text), after.cancelledAt.map(Instants.text), &found)
        amount("tip", before.totals.tip, after.totals.tip, &found)
        amount("tax", before.totals.currentTax, after.totals.currentTax, &found)
        amount("refunded", before.totals.refunded, after.totals.refunded, &found)
        amount("total", before.totals.current, after.totals.current, &found)
        return found
    }

    private func lines(_ found: inout [OrderDifference]) {
        let old = Dictionary(before.lines.map { ($0.id, $0) }) { first, _ in first }
        let new = Dictionary(after.lines.map { ($0.id, $0) }) { first, _ in first }
        for line in before.lines where new[line.id] == nil && line.currentQuantity > 0 {
            found.append(OrderDifference(field: "line “\(line.name)”", from: "\(line.currentQuantity)", to: ""))
        }
        for line in after.lines {
            let field = "line “\(line.name)”"
            guard let previous = old[line.id] else {
                if line.currentQuantity > 0 { found.append(OrderDifference(field: field, from: "", to: "\(line.currentQuantity)")) }
                continue
            }
            if previous.currentQuantity != line.currentQuantity {
                found.append(
                    OrderDifference(field: "\(field), quantity", from: "\(previous.currentQuantity)", to: "\(line.currentQuantity)")
                )
            }
            amount("\(field), unit price", previous.unitPrice, line.unitPrice, &found)
            amount("\(field), discount", previous.discounts.map(\.amount).sum(), line.discounts.map(\.amount).sum(), &found)
            amount("\(field), tax", previous.taxes.map(\.amount).sum(), line.taxes.map(\.amount).sum(), &found)
            text("\(field), SKU", previous.sku, line.sku, &found)
        }
    }

    private func shipping(_ found: inout [OrderDifference]) {
        let titles = { (order: ShopOrder) in order.shippingLines.filter { !$0.isRemoved }.map(\.title).joined(separator: ", ") }
        text("shipping method", titles(before), titles(after), &found)
        amount("shipping", before.totals.currentShipping, after.totals.currentShipping, &found)
    }

    private func text(_ field: String, _ from: String?, _ to: String?, _ found: inout [OrderDifference]) {
        let from = from ?? ""
        let to = to ?? ""
        if from != to { found.append(OrderDifference(field: field, from: from, to: to)) }
    }

    private func amount(_ field: String, _ from: Amounts, _ to: Amounts, _ found: inout [OrderDifference]) {
        guard from != to else { return }
        found.append(OrderDifference(field: field, from: words(from), to: words(to)))
    }

    private func words(_ amounts: Amounts) -> String {
        guard let currency = CurrencyCode(rawValue: after.currency) else { return "\(amounts.shop)" }
        return Money(amounts.shop, currency).description
    }

    private func words(_ address: OrderAddress?) -> String? {
        guard let address else { return nil }
        let street = [address.address1, address.address2].compactMap { $0 }.joined(separator: " ")
        let town = [address.zip, address.city].compactMap { $0 }.joined(separator: " ")
        let parts = [address.name, address.company, street, town, address.provinceCode, address.countryCode, address.phone]
        return parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

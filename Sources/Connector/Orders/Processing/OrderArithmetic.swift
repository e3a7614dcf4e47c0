import BackOffice
import Foundation

/// What is left of an order, line by line, in one of its currencies: after edits, cancellations and refunds, with Shopify's own taxes.
///
/// Shopify states prices, discounts and taxes of a line for the quantity that was ordered. What was refunded of it is stated by the
/// refunds; what was removed without a refund is taken off in proportion.
struct OrderArithmetic {
    /// One line's remainder.
    struct Line {
        var line: OrderLine
        var quantity: Int
        /// What discounts on this line took off.
        var lineDiscount: Decimal
        /// This line's share of discounts on the whole order.
        var orderDiscount: Decimal
        /// Quantity × unit price − both discounts; includes tax exactly when the order's prices do.
        var net: Decimal
        var taxes: [TaxLine]
        var duties: Decimal
        var dutyTaxes: [TaxLine]
    }

    struct Charge {
        var title: String
        var net: Decimal
        var discount: Decimal
        var taxes: [TaxLine]
    }

    let order: ShopOrder
    let handling: CurrencyHandling
    let currency: CurrencyCode
    private let refundsByLine: [String: [OrderRefund.Line]]

    init(_ order: ShopOrder, _ handling: CurrencyHandling) throws {
        self.order = order
        self.handling = handling
        currency = try CurrencyCode(order.currency(handling))
        refundsByLine = Dictionary(grouping: order.refunds.flatMap(\.lines), by: \.lineID)
    }

    /// The lines of which something is left, exchanged goods aside.
    func lines() -> [Line] {
        order.lines.compactMap { $0.isExchange ? nil : remainder(of: $0) }
    }

    /// The shipping charges that are left.
    func shipping() -> [Charge] {
        var refunded: [String: (net: Decimal, tax: Decimal)] = [:]
        var unnamed: (net: Decimal, tax: Decimal) = (0, 0)
        let kept = order.shippingLines.filter { !$0.isRemoved }
        for refund in order.refunds.flatMap(\.shipping) {
            let net = amount(refund.subtotal)
            let tax = amount(refund.tax)
            if let id = refund.shippingLineID, kept.contains(where: { $0.id == id }) {
                refunded[id, default: (0, 0)].net += net
                refunded[id, default: (0, 0)].tax += tax
            } else {
                unnamed.net += net
                unnamed.tax += tax
            }
        }
        return kept.enumerated().compactMap { index, line in
            var taken = line.id.flatMap { refunded[$0] } ?? (0, 0)
            // Older refunds do not say which charge they gave back: the first one.
            if index == 0 {
                taken.net += unnamed.net
                taken.tax += unnamed.tax
            }
            let discount = line.discounts.reduce(0) { $0 + amount($1.amount) }
            let net = amount(line.price) - discount - taken.net
            let all = taxLines(line.taxes)
            let taxes = reduced(all, to: all.sum - taken.tax)
            // A charge that was free from the start is no line; neither is one of which nothing is left.
            guard net != 0 || taxes.sum != 0 else { return nil }
            return Charge(title: line.title, net: net, discount: taken.net == 0 ? discount : 0, taxes: taxes)
        }
    }

    /// Fees on the whole order.
    func fees() -> [Charge] {
        order.fees.map { Charge(title: $0.name, net: amount($0.price), discount: 0, taxes: taxLines($0.taxes)) }.filter { $0.net != 0 }
    }

    /// Duties: by line where the lines' shares come to what Shopify says is left, else in one sum, because refunds of duties name no line.
    func duties() -> [Charge] {
        let all = order.lines.flatMap(\.duties)
        guard !all.isEmpty else { return [] }
        let byLine = lines().filter { $0.duties != 0 }.map {
            Charge(title: "Duty on \($0.line.name)", net: $0.duties, discount: 0, taxes: $0.dutyTaxes)
        }
        let stated = amount(order.totals.currentDuties)
        let wasRefunded = order.refunds.contains { !$0.duties.isEmpty }
        if byLine.reduce(0, { $0 + $1.net }) == stated || (stated == 0 && !wasRefunded) { return byLine }
        guard stated != 0 else { return [] }
        return [Charge(title: "Duties", net: stated, discount: 0, taxes: taxLines(all.flatMap(\.taxes)))]
    }

    /// The total that the document has to reproduce, cash rounding aside. What was exchanged is settled with its return.
    var expected: Decimal {
        let exchanged = order.lines.filter(\.isExchange).compactMap(remainder)
        return exchanged.reduce(amount(order.totals.current)) { $0 - $1.net - (order.taxesIncluded ? 0 : $1.taxes.sum) }
    }

    func amount(_ amounts: Amounts) -> Decimal { amounts.amount(handling) }

    func rounded(_ value: Decimal) -> Decimal { value.rounded(decimals: currency.minorUnits) }

    private func remainder(of line: OrderLine) -> Line? {
        let refunds = refundsByLine[line.id] ?? []
        let refundedQuantity = refunds.reduce(0) { $0 + $1.quantity }
        let quantity = max(0, min(line.currentQuantity, line.quantity - refundedQuantity))
        guard quantity > 0 else { return nil }
        let unit = amount(line.unitPrice)
        let onOrder = line.discounts.filter(isOnOrder).reduce(0) { $0 + amount($1.amount) }
        let allDiscounts = line.discounts.reduce(0) { $0 + amount($1.amount) }
        // What the refunds leave, then what was removed without a refund, in proportion.
        let afterRefunds = line.quantity - refundedQuantity
        var net = rounded(unit * Decimal(line.quantity)) - allDiscounts - refunds.reduce(0) { $0 + amount($1.subtotal) }
        let all = taxLines(line.taxes)
        var tax = all.sum - refunds.reduce(0) { $0 + amount($1.tax) }
        if afterRefunds > quantity {
            net -= share(net, afterRefunds - quantity, of: afterRefunds)
            tax -= share(tax, afterRefunds - quantity, of: afterRefunds)
        }
        let discount = rounded(unit * Decimal(quantity)) - net
        let orderPart = min(max(0, discount), share(onOrder, quantity, of: line.quantity))
        return Line(
            line: line,
            quantity: quantity,
            lineDiscount: discount - orderPart,
            orderDiscount: orderPart,
            net: net,
            taxes: reduced(all, to: tax),
            duties: share(line.duties.reduce(0) { $0 + amount($1.price) }, quantity, of: line.quantity),
            dutyTaxes: taxLines(line.duties.flatMap(\.taxes)).map { part in
                var part = part
                part.amount = share(part.amount, quantity, of: line.quantity)
                return part
            }
        )
    }

    private func isOnOrder(_ discount: OrderLine.Discount) -> Bool {
        guard let index = discount.application, order.discounts.indices.contains(index) else { return false }
        return order.discounts[index].isOnOrder
    }

    private func share(_ value: Decimal, _ part: Int, of whole: Int) -> Decimal {
        part == whole ? value : rounded(value * Decimal(part) / Decimal(whole))
    }

    private func taxLines(_ taxes: [OrderTax]) -> [TaxLine] {
        taxes.map { TaxLine(title: $0.title, rate: $0.rate.map { Self.exact($0) }, amount: amount($0.amount)) }
    }

    /// 0.07 as Shopify sends it is 0.070000000000000007 in binary; the shortest text that reads back the same is what was meant.
    private static func exact(_ rate: Double) -> Decimal { Decimal(exactly: "\(rate)") ?? Decimal(rate) }

    /// The tax lines in proportion, to a sum of `total`; the last one takes what rounding leaves.
    private func reduced(_ taxes: [TaxLine], to total: Decimal) -> [TaxLine] {
        let sum = taxes.sum
        guard total != sum, !taxes.isEmpty else { return taxes }
        var left = total
        return taxes.enumerated().map { index, tax in
            var tax = tax
            tax.amount = index == taxes.count - 1 || sum == 0 ? left : rounded(tax.amount * total / sum)
            left -= tax.amount
            return tax
        }
    }
}

extension [TaxLine] {
    /// What they come to.
    var sum: Decimal { reduce(0) { $0 + $1.amount } }
}

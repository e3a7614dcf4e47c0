import BackOffice
import Foundation

extension SalesDocumentComposer {
    /// With prices that include tax a wrong tax does not show in the total: it is compared by itself with what Shopify states
    /// (`currentTotalTaxSet`: lines and shipping, without duties and fees).
    ///
    /// Edited, refunded and exchanged orders are left out: of what is taken off, the tax is shared by us and rounded by Shopify.
    func checkIncludedTax(_ sums: OrderArithmetic, _ lines: [SalesLineDraft]) throws {
        let order = sums.order
        let stated = sums.amount(order.totals.currentTax)
        guard order.taxesIncluded, stated != 0, !order.edited, order.refunds.isEmpty, !order.lines.contains(where: \.isExchange) else {
            return
        }
        guard order.lines.allSatisfy({ $0.currentQuantity == $0.quantity }) else { return }
        let taxes = lines.reduce(Decimal(0)) { sum, line in
            if case .account(_, let kind) = line.subject, kind == .duty || kind == .fee { return sum }
            return sum + line.taxes.sum
        }
        guard taxes != stated else { return }
        throw ConnectorError(
            .totalsDiffer,
            """
            The taxes of our document would come to \(taxes) \(sums.currency.rawValue), but Shopify says \(stated): \
            \(taxes - stated) apart. Look at the order's taxes in the shop.
            """,
            record: order.name,
            field: "tax"
        )
    }
}

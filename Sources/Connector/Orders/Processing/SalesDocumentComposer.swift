import BackOffice
import Foundation

/// Composes the sales document of an order: pure, so that a dry run, a test and a run come to the same.
///
/// Shopify's amounts are the truth: every discount and tax is taken over, none is computed. When the parts do not come to the total that
/// Shopify states, nothing is composed and the error says the amounts.
struct SalesDocumentComposer {
    let settings: ShopSettings
    /// The zone of document dates.
    let zone: TimeZone

    func compose(_ order: ShopOrder, _ mappings: OrderMappings) throws -> SalesDocumentDraft {
        let sums = try OrderArithmetic(order, settings.currencyHandling)
        var problems = mappings.problems
        var lines: [SalesLineDraft] = []
        var orderDiscount: Decimal = 0
        for line in sums.lines() {
            orderDiscount += line.orderDiscount
            if let draft = goods(line, order, mappings, sums, &problems) { lines.append(draft) }
        }
        for charge in sums.shipping() {
            append(charge, .shipping, settings.shippingAccount, "shippingAccount", "shipping “\(charge.title)”", &lines, &problems)
        }
        append(duties: sums, &lines, &problems)
        for fee in sums.fees() {
            let account = settings.feeAccount.isEmpty ? settings.shippingAccount : settings.feeAccount
            append(fee, .fee, account, "feeAccount", "fee “\(fee.title)”", &lines, &problems)
        }
        try balance(sums, &lines, orderDiscount, &problems)
        guard problems.isEmpty else { throw problems.error(order: order) }
        try checkIncludedTax(sums, lines)
        let total = Self.total(lines, orderDiscount, taxesIncluded: order.taxesIncluded, sums)
        return draft(order, mappings, sums, lines, discount: orderDiscount, total: total)
    }

    /// Whether anything of the order is left to sell.
    static func hasRemainder(_ order: ShopOrder) -> Bool {
        order.lines.contains { !$0.isExchange && $0.currentQuantity > 0 } || !order.totals.current.isZero
    }

    private func goods(
        _ line: OrderArithmetic.Line,
        _ order: ShopOrder,
        _ mappings: OrderMappings,
        _ sums: OrderArithmetic,
        _ problems: inout [MappingProblem]
    ) -> SalesLineDraft? {
        let subject: SalesLineDraft.Subject
        var location = ""
        if line.line.isTip {
            guard let account = account(settings.tipAccount, "tipAccount", "tip", &problems) else { return nil }
            subject = .account(no: account, kind: .tip)
        } else if line.line.isGiftCard {
            guard let account = account(settings.giftCardAccount, "giftCardAccount", "gift card “\(line.line.name)”", &problems) else {
                return nil
            }
            subject = .account(no: account, kind: .giftCard)
        } else if let item = mappings.items[line.line.id] {
            subject = .item(no: item.itemNo, variant: item.variantCode, unit: item.unit)
            location = self.location(of: line.line, order, mappings)
        } else {
            // What could not be found stands among the problems already.
            return nil
        }
        return SalesLineDraft(
            subject,
            description: line.line.name,
            quantity: Decimal(line.quantity),
            unitPrice: sums.amount(line.line.unitPrice),
            discount: line.lineDiscount,
            taxes: line.taxes,
            location: location,
            externalID: line.line.id,
            expectedAmount: line.net + line.orderDiscount
        )
    }

    /// A line's location is that of its fulfillment order; with several, the one that has most of it.
    private func location(of line: OrderLine, _ order: ShopOrder, _ mappings: OrderMappings) -> String {
        var best: (quantity: Int, code: String) = (0, "")
        for fulfillmentOrder in order.fulfillmentOrders where fulfillmentOrder.status != "CANCELLED" {
            guard let id = fulfillmentOrder.locationID, let code = mappings.locations[id] else { continue }
            let quantity = fulfillmentOrder.lines.filter { $0.lineID == line.id }.reduce(0) { $0 + $1.total }
            if quantity > best.quantity { best = (quantity, code) }
        }
        return best.code
    }

    private func append(duties sums: OrderArithmetic, _ lines: inout [SalesLineDraft], _ problems: inout [MappingProblem]) {
        // Included duties are part of the prices already.
        guard !sums.order.dutiesIncluded else { return }
        let account = settings.dutyAccount.isEmpty ? settings.shippingAccount : settings.dutyAccount
        for charge in sums.duties() {
            append(charge, .duty, account, "dutyAccount", "duty “\(charge.title)”", &lines, &problems)
        }
    }

    /// Tips that are no line, cash rounding, and money that was given back without goods.
    private func balance(
        _ sums: OrderArithmetic,
        _ lines: inout [SalesLineDraft],
        _ discount: Decimal,
        _ problems: inout [MappingProblem]
    ) throws {
        guard problems.isEmpty else { return }
        let order = sums.order
        let tip = order.lines.contains(where: \.isTip) ? 0 : sums.amount(order.totals.tip)
        let rounding = sums.amount(order.totals.rounding) - sums.amount(order.totals.refundRounding)
        let adjustments = order.refunds.flatMap(\.adjustments).reduce(0) { $0 + sums.amount($1.amount) + sums.amount($1.tax) }
        let composed = Self.total(lines, discount, taxesIncluded: order.taxesIncluded, sums)
        let missing = sums.expected - composed
        if tip != 0, let account = account(settings.tipAccount, "tipAccount", "tip", &problems) {
            lines.append(SalesLineDraft(.account(no: account, kind: .tip), description: "Tip", unitPrice: tip))
        }
        // Whether the stated total holds tips, rounding and adjustments is not the same in all orders: each that explains the difference.
        let explanations: [(money: Decimal, tip: Bool, refund: Decimal)] = [
            (0, false, 0), (tip, true, 0), (rounding, false, 0), (tip + rounding, true, 0), (-adjustments, false, -adjustments),
            (adjustments, false, adjustments), (tip - adjustments, true, -adjustments), (tip + adjustments, true, adjustments),
        ]
        guard let found = explanations.first(where: { $0.money == missing }) else {
            throw difference(sums, composed: composed + tip)
        }
        if found.refund != 0, let account = account(settings.refundAccount, "refundAccount", "refund without goods", &problems) {
            lines.append(SalesLineDraft(.account(no: account, kind: .refund), description: "Refund", unitPrice: found.refund))
        }
        if rounding != 0, let account = account(settings.roundingAccount, "roundingAccount", "cash rounding", &problems) {
            lines.append(SalesLineDraft(.account(no: account, kind: .rounding), description: "Cash rounding", unitPrice: rounding))
        }
    }

    private func append(
        _ charge: OrderArithmetic.Charge,
        _ kind: AccountLineKind,
        _ account: String,
        _ setting: String,
        _ subject: String,
        _ lines: inout [SalesLineDraft],
        _ problems: inout [MappingProblem]
    ) {
        guard let account = self.account(account, setting, subject, &problems) else { return }
        lines.append(
            SalesLineDraft(
                .account(no: account, kind: kind),
                description: charge.title,
                unitPrice: charge.net + charge.discount,
                discount: charge.discount,
                taxes: charge.taxes
            )
        )
    }

    private func account(_ no: String, _ setting: String, _ subject: String, _ problems: inout [MappingProblem]) -> String? {
        if !no.isEmpty { return no }
        let problem = MappingProblem(
            subject: subject,
            field: setting,
            reason: "no account is set for it.",
            mend: "Set \(setting) on the shop card."
        )
        if !problems.contains(problem) { problems.append(problem) }
        return nil
    }

    private static func total(_ lines: [SalesLineDraft], _ discount: Decimal, taxesIncluded: Bool, _ sums: OrderArithmetic) -> Decimal {
        let amounts = lines.reduce(Decimal(0)) { $0 + sums.rounded($1.quantity * $1.unitPrice - $1.discount) }
        let taxes = taxesIncluded ? 0 : lines.reduce(Decimal(0)) { $0 + $1.taxes.sum }
        return amounts - discount + taxes
    }
}

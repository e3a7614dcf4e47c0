import BackOffice
import Foundation

/// Composes the credit memo or return order of a refund: pure. Its total is the money that Shopify gave back; what the refunded lines and
/// charges do not explain stands on the refund account.
struct CreditComposer {
    let settings: ShopSettings
    let zone: TimeZone
    /// Which of the order's currencies its sales document had.
    let handling: CurrencyHandling

    /// What the refund is credited against.
    struct Basis {
        var order: ShopOrder
        var documentNo: String
        var mappings: OrderMappings
    }

    /// - Throws: `ConnectorError` `notMapped` that names every line and account that is missing.
    func compose(_ refund: OrderRefund, _ basis: Basis, type: SalesDocumentType) throws -> SalesDocumentDraft {
        let order = basis.order
        let currency = try CurrencyCode(order.currency(handling))
        var problems: [MappingProblem] = basis.mappings.customer == nil ? basis.mappings.problems.filter { $0.field == "customer" } : []
        var lines: [SalesLineDraft] = []
        for line in refund.lines where line.quantity > 0 {
            if let draft = credit(line, basis, currency, &problems) { lines.append(draft) }
        }
        for charge in refund.shipping where !charge.subtotal.isZero {
            guard let account = account(settings.shippingAccount, "shippingAccount", "refunded shipping", &problems) else { continue }
            let title = order.shippingLines.first { $0.id == charge.shippingLineID }?.title ?? "Shipping"
            lines.append(
                SalesLineDraft(
                    .account(no: account, kind: .shipping),
                    description: title,
                    unitPrice: amount(charge.subtotal),
                    taxes: taxes(order.shippingLines.first { $0.id == charge.shippingLineID }?.taxes ?? [], amount(charge.tax), currency)
                )
            )
        }
        let duty = refund.duties.reduce(Decimal(0)) { $0 + amount($1) }
        if duty != 0,
            let account = account(
                settings.dutyAccount.isEmpty ? settings.shippingAccount : settings.dutyAccount,
                "dutyAccount",
                "refunded duties",
                &problems
            )
        {
            lines.append(SalesLineDraft(.account(no: account, kind: .duty), description: "Duties", unitPrice: duty))
        }
        let total = amount(refund.total)
        let missing = total - sum(lines, order.taxesIncluded, currency)
        if missing != 0, let account = account(settings.refundAccount, "refundAccount", "refund without goods", &problems) {
            lines.append(SalesLineDraft(.account(no: account, kind: .refund), description: refund.note ?? "Refund", unitPrice: missing))
        }
        guard problems.isEmpty else { throw problems.error(order: order) }
        let composer = SalesDocumentComposer(settings: settings, zone: zone)
        let address =
            (order.billingAddress ?? order.shippingAddress).map { SalesDocumentComposer.address($0, order, settings) } ?? Address()
        return SalesDocumentDraft(
            type: type,
            externalDocumentNo: order.name,
            externalID: order.id,
            customerNo: basis.mappings.customer?.no ?? "",
            billToCustomerNo: basis.mappings.billToNo,
            sellTo: address,
            billTo: address,
            shipTo: order.shippingAddress.map { SalesDocumentComposer.address($0, order, settings) } ?? address,
            currency: currency,
            pricesIncludeTax: order.taxesIncluded,
            documentDate: composer.day(refund.createdAt ?? order.updatedAt),
            lines: lines,
            paymentMethod: basis.mappings.paymentMethod,
            appliesToNo: basis.documentNo,
            note: refund.note ?? "",
            expectedTotal: total
        )
    }

    private func credit(
        _ line: OrderRefund.Line,
        _ basis: Basis,
        _ currency: CurrencyCode,
        _ problems: inout [MappingProblem]
    ) -> SalesLineDraft? {
        guard let sold = basis.order.lines.first(where: { $0.id == line.lineID }) else {
            problems.append(
                MappingProblem(
                    subject: "refund",
                    field: "line",
                    reason: "it names a line that the order has not.",
                    mend: "Import the order again."
                )
            )
            return nil
        }
        let subject: SalesLineDraft.Subject
        var location = ""
        if sold.isGiftCard {
            guard let no = account(settings.giftCardAccount, "giftCardAccount", "gift card “\(sold.name)”", &problems) else { return nil }
            subject = .account(no: no, kind: .giftCard)
        } else if sold.isTip {
            guard let no = account(settings.tipAccount, "tipAccount", "tip", &problems) else { return nil }
            subject = .account(no: no, kind: .tip)
        } else if ["RETURN", "LEGACY_RESTOCK"].contains(line.restockType) {
            guard let item = basis.mappings.items[sold.id] else {
                let known = basis.mappings.problems.filter { $0.subject.contains("“\(sold.name)”") }
                let unknown = MappingProblem(
                    subject: "line “\(sold.name)”",
                    field: "item",
                    reason: "its item is not known.",
                    mend: "Map the product to an item."
                )
                problems += known.isEmpty ? [unknown] : known
                return nil
            }
            subject = .item(no: item.itemNo, variant: item.variantCode, unit: item.unit)
            location = self.location(line, basis)
        } else {
            // The goods did not come back: money alone.
            guard let no = account(settings.refundAccount, "refundAccount", "refund of “\(sold.name)”", &problems) else { return nil }
            subject = .account(no: no, kind: .refund)
        }
        let unit = amount(sold.unitPrice)
        let net = amount(line.subtotal)
        let gross = (unit * Decimal(line.quantity)).rounded(decimals: currency.minorUnits)
        return SalesLineDraft(
            subject,
            description: sold.name,
            quantity: Decimal(line.quantity),
            unitPrice: unit,
            discount: gross - net,
            taxes: taxes(sold.taxes, amount(line.tax), currency),
            location: location,
            externalID: sold.id
        )
    }

    private func location(_ line: OrderRefund.Line, _ basis: Basis) -> String {
        let original = line.locationID.flatMap { basis.mappings.locations[$0] } ?? ""
        let fallback = settings.returnLocation
        switch settings.returnLocationPriority {
        case .defaultLocation: return fallback.isEmpty ? original : fallback
        case .originalThenDefault: return original.isEmpty ? fallback : original
        }
    }

    /// The refunded tax, shared among the taxes that the line was sold with.
    private func taxes(_ sold: [OrderTax], _ total: Decimal, _ currency: CurrencyCode) -> [TaxLine] {
        guard total != 0 else { return [] }
        let sum = sold.reduce(Decimal(0)) { $0 + amount($1.amount) }
        guard sum != 0 else { return [TaxLine(title: "Tax", rate: nil, amount: total)] }
        var left = total
        return sold.enumerated().map { index, tax in
            let share = index == sold.count - 1 ? left : (amount(tax.amount) * total / sum).rounded(decimals: currency.minorUnits)
            left -= share
            return TaxLine(title: tax.title, rate: tax.rate.flatMap { Decimal(exactly: "\($0)") }, amount: share)
        }
    }

    private func sum(_ lines: [SalesLineDraft], _ taxesIncluded: Bool, _ currency: CurrencyCode) -> Decimal {
        lines.reduce(Decimal(0)) { sum, line in
            sum + (line.quantity * line.unitPrice - line.discount).rounded(decimals: currency.minorUnits)
                + (taxesIncluded ? 0 : line.taxes.sum)
        }
    }

    private func amount(_ amounts: Amounts) -> Decimal { amounts.amount(handling) }

    private func account(_ no: String, _ setting: String, _ subject: String, _ problems: inout [MappingProblem]) -> String? {
        if !no.isEmpty { return no }
        problems.append(
            MappingProblem(subject: subject, field: setting, reason: "no account is set for it.", mend: "Set \(setting) on the shop card.")
        )
        return nil
    }
}

import BackOffice
import Foundation

extension SalesDocumentComposer {
    func draft(
        _ order: ShopOrder,
        _ mappings: OrderMappings,
        _ sums: OrderArithmetic,
        _ lines: [SalesLineDraft],
        discount: Decimal,
        total: Decimal
    ) -> SalesDocumentDraft {
        let billing = order.billingAddress.map { Self.address($0, order, settings) } ?? Address()
        let shipping = order.shippingAddress.map { Self.address($0, order, settings) } ?? billing
        return SalesDocumentDraft(
            type: documentType(order),
            no: settings.useShopOrderNumber ? Self.documentNumber(order) : nil,
            externalDocumentNo: order.name,
            externalID: order.id,
            customerNo: mappings.customer?.no ?? "",
            billToCustomerNo: mappings.billToNo,
            sellTo: order.billingAddress == nil ? shipping : billing,
            billTo: order.billingAddress == nil ? shipping : billing,
            shipTo: shipping,
            currency: sums.currency,
            pricesIncludeTax: order.taxesIncluded,
            documentDate: day(order.createdAt),
            lines: lines,
            discount: discount,
            paymentMethod: mappings.paymentMethod,
            shipmentMethod: mappings.shipmentMethod,
            shippingAgent: mappings.shippingAgent,
            note: order.note ?? "",
            expectedTotal: total
        )
    }

    /// An invoice for what was delivered already, if the shop card says so; else an order.
    func documentType(_ order: ShopOrder) -> SalesDocumentType {
        settings.fulfilledAsInvoices && order.fulfillmentStatus == "FULFILLED" ? .invoice : .order
    }

    /// The shop's number for the document: without the leading `#`, and with the order's id when the name is too long for a number.
    static func documentNumber(_ order: ShopOrder) -> String {
        let name = order.name.hasPrefix("#") ? String(order.name.dropFirst()) : order.name
        return name.isEmpty || name.count > 20 ? String(order.number) : name
    }

    /// The calendar day of an instant in the shop's zone, `yyyy-MM-dd`.
    func day(_ date: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        let digits = { (value: Int?, width: Int) in
            let text = String(value ?? 0)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        return "\(digits(parts.year, 4))-\(digits(parts.month, 2))-\(digits(parts.day, 2))"
    }

    static func address(_ address: OrderAddress, _ order: ShopOrder, _ settings: ShopSettings) -> Address {
        let names = CustomerNames(address: address, settings: settings)
        return Address(
            name: names.name,
            name2: names.name2,
            contact: names.contact,
            address: address.address1 ?? "",
            address2: address.address2 ?? "",
            city: address.city ?? "",
            postCode: address.zip ?? "",
            county: (settings.countySource == .code ? address.provinceCode : address.province) ?? "",
            country: address.countryCode ?? "",
            phone: address.phone ?? order.phone ?? "",
            email: order.email ?? ""
        )
    }

    /// A difference in words, with the amounts that people compare.
    func difference(_ sums: OrderArithmetic, composed: Decimal) -> ConnectorError {
        let order = sums.order
        let money = { (amount: Decimal) in Money(amount, sums.currency).description }
        let lines = sums.lines().reduce(Decimal(0)) { $0 + $1.net }
        let lineTaxes = sums.lines().reduce(Decimal(0)) { $0 + $1.taxes.sum }
        let shipping = sums.shipping().reduce(Decimal(0)) { $0 + $1.net + (order.taxesIncluded ? 0 : $1.taxes.sum) }
        let refunded = money(sums.amount(order.totals.refunded))
        return ConnectorError(
            .totalsDiffer,
            "The document of order \(order.name) would come to \(money(composed)), Shopify says \(money(sums.expected)): a difference of "
                + "\(money(sums.expected - composed)). Our lines come to \(money(lines)), their taxes to \(money(lineTaxes)), shipping to "
                + "\(money(shipping)), refunded so far \(refunded). Nothing was created: look at the order's refunds and edits in the shop, "
                + "then process it again or enter the document by hand.",
            record: order.name,
            field: "total"
        )
    }
}

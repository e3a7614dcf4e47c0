import BackOffice
import Connector
import Foundation

/// Both sides of an order: as Shopify shows it, and as our document has it.
struct OrderSides {
    let order: OrderSummary
    let content: ShopOrder
    let document: SalesDocument?
    let speech: Speech
    private var t: Speech { speech }

    var theirs: [SectionView.Pair] {
        let shipping = content.shippingLines.map(\.title).joined(separator: ", ")
        let gateways = content.gateways.joined(separator: ", ")
        return [
            .init(t(.customer), .text(order.customer ?? "–")), .init(t(.payment), .text(t.code(order.financialStatus))),
            .init(t(.fulfillment), .text(t.code(order.fulfillmentStatus))), .init(t(.placed), t.cell(order.createdAt)),
            .init(t(.changed), t.cell(order.updatedAt)), .init(t(.shipping), .text(shipping.isEmpty ? "–" : shipping)),
            .init(t(.paidBy), .text(gateways.isEmpty ? "–" : gateways)), .init(t(.note), .text(content.note ?? "–")),
            .init(t(.total), .text(t.money(order.total))),
        ]
    }

    var theirLines: TableView {
        let currency = CurrencyCode(rawValue: content.currency)
        let rows = content.lines.map { line -> [CellView] in
            let price = currency.map { t.money(Money(line.unitPrice.shop, $0)) } ?? "\(line.unitPrice.shop)"
            let sub = [line.variantTitle, line.sku].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " · ")
            return [.wide(line.title, sub: sub.isEmpty ? nil : sub), .number(t.number(line.currentQuantity)), .number(price)]
        }
        return TableView(
            "\(t(.lines)) · \(t(.inTheShop))",
            [.text(t(.product)), .number(t(.quantity)), .number(t(.price))],
            rows,
            empty: .init(icon: "order", title: t(.noLines), text: "")
        )
    }

    var ours: [SectionView.Pair] {
        guard let document else { return [] }
        return [
            .init(t(.document), .text(document.no, href: DocumentPage.path(document))), .init(t(.customer), .text(document.customerNo)),
            .init(t(.name), .text(document.sellTo.name)), .init(t(.date), .text(t.calendarDay(document.documentDate))),
            .init(t(.status), .text(t.code(document.status.rawValue))), .init(t(.discount), .text(t.money(document.discount))),
            .init(t(.tax), .text(t.money(document.tax))), .init(t(.total), .text(t.money(document.total))),
        ]
    }
}

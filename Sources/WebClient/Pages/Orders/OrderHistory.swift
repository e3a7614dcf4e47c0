import BackOffice
import Connector
import Foundation
import Ledger

/// What happened to an order, newest first: placed, changed, made a document, shipped.
struct OrderHistory: Sendable {
    let services: WebServices

    func table(_ order: OrderSummary, _ content: ShopOrder, _ document: SalesDocument?, _ t: Speech) async throws -> TableView {
        var events: [(at: Date, what: Text, detail: CellView)] = [(order.createdAt, .placed, .text(order.customer ?? ""))]
        if order.updatedAt > order.createdAt { events.append((order.updatedAt, .changed, .text(t.code(order.financialStatus)))) }
        if let cancelled = order.cancelledAt { events.append((cancelled, .statusCancelled, .text(""))) }
        if let closed = order.closedAt { events.append((closed, .archived, .text(""))) }
        if let document {
            events.append((document.createdAt, .processed, .text(document.no, href: DocumentPage.path(document))))
            let shipments = try await services.ledger.shipments(
                ShipmentFilter(types: [.shipment], orderNo: document.no),
                page: PageRequest(limit: 20)
            )
            for shipment in shipments.records where document.type == .order {
                let tracking = shipment.packages.map(\.trackingNo).filter { !$0.isEmpty }.joined(separator: ", ")
                events.append(
                    (
                        shipment.postedAt, .shipped,
                        .text(shipment.no, href: ShipmentPages.path(shipment), sub: tracking.isEmpty ? nil : tracking)
                    )
                )
            }
            if let posted = document.postedAt { events.append((posted, .posted, .text(document.no))) }
        }
        let rows = events.sorted { $0.at > $1.at }.map { event in
            [t.cell(event.at), CellView.text(t(event.what)), event.detail.with(cellClass: "grow")]
        }
        return TableView(
            t(.history),
            [.text(t(.at)), .text(t(.event)), .text(t(.details))],
            rows,
            empty: .init(icon: "list", title: t(.history), text: "")
        )
    }
}

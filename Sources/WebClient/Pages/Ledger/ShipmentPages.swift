import BackOffice
import Foundation
import Hummingbird
import Ledger

/// *Posted Shipments*: the list, and one with its tracking, the only thing of it that can change.
struct ShipmentPages: Sendable {
    let services: WebServices

    static func path(_ shipment: Shipment) -> String { "/ledger/shipments/\(PageQuery.escape(shipment.no))" }

    func list(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let ledger = services.ledger
        let query = call.query
        let order = ListOrder(query, ["postedAt"], newestFirst: true)
        let source = ListSource(
            columns: [
                .text("no", t(.number)), .text("orderNo", t(.salesOrder)), .text("externalDocumentNo", t(.shopOrder)),
                .text("customer", t(.shipTo)), .text("postedAt", t(.posted)), .text("tracking", t(.trackingNo)),
            ],
            order: order
        ) { after, limit in
            var filter = ShipmentFilter(orderNo: query.value("q") ?? "")
            filter.oldestFirst = order.isOldestFirst
            let found = try await ledger.shipments(filter, page: PageRequest(limit: limit, after: after))
            return ListSource.Part(lines: found.records.map { .init(cells: Self.cells($0, t)) }, next: found.next)
        }
        let page = ListPage(
            head: HeadView(title: t(.shipments), sub: t(.ledgerSub), tabs: .ledger("/ledger/shipments", t)),
            place: .ledger,
            source: source,
            empty: .init(
                icon: "order",
                title: t(.noShipments),
                text: t(.noShipmentsText),
                action: t(.salesOrders),
                href: "/ledger/sales-orders"
            ),
            search: t(.searchShipments)
        )
        return try await page.answer(call)
    }

    private static func cells(_ shipment: Shipment, _ t: Speech) -> [CellView] {
        let tracking = shipment.packages.map(\.trackingNo).filter { !$0.isEmpty }.joined(separator: ", ")
        return [
            CellView.text(shipment.no, href: path(shipment)).with(cellClass: "nowrap"),
            .text(shipment.orderNo, href: DocumentPage.path(shipment.type == .shipment ? .order : .returnOrder, shipment.orderNo)),
            .text(shipment.externalDocumentNo.isEmpty ? "–" : shipment.externalDocumentNo), .wide(shipment.shipTo.name),
            t.cell(shipment.postedAt), .text(tracking.isEmpty ? "–" : tracking),
        ]
    }

    static func table(_ shipments: [Shipment], _ t: Speech) -> TableView {
        TableView(
            t(.shipments),
            [
                .text(t(.number)), .text(t(.salesOrder)), .text(t(.shopOrder)), .text(t(.shipTo)), .text(t(.posted)),
                .text(t(.trackingNo)),
            ],
            shipments.map { cells($0, t) },
            empty: .init(icon: "order", title: t(.noShipments), text: t(.noShipmentsText))
        )
    }

    func show(_ call: PageCall, failure: Failure? = nil) async throws -> PageAnswer {
        let t = call.speech
        let no = try call.path("no")
        guard let shipment = try await services.ledger.shipments(numbers: [no]).first else { throw Problem.notFound("shipment", no) }
        var card = CardView(
            head: HeadView(
                title: "\(t(.shipment)) \(shipment.no)",
                sub: shipment.shipTo.name,
                crumb: t(.shipments),
                crumbHref: "/ledger/shipments"
            )
        )
        card.sections = [SectionView(sectionTitle: t(.lines), sectionId: "lines", sectionTable: Self.lines(shipment, t))]
        card.sections += packages(shipment, call, failure)
        card.hasFacts = true
        card.factsTitle = t(.facts)
        card.facts = [
            .init(t(.salesOrder), .text(shipment.orderNo, href: DocumentPage.path(.order, shipment.orderNo))),
            .init(t(.shopOrder), .text(shipment.externalDocumentNo.isEmpty ? "–" : shipment.externalDocumentNo)),
            .init(t(.customer), .text(shipment.customerNo, href: "/ledger/customers/\(PageQuery.escape(shipment.customerNo))")),
            .init(t(.posted), t.cell(shipment.postedAt)),
            .init(t(.shipping), .text(shipment.shipmentMethod.isEmpty ? "–" : shipment.shipmentMethod)),
            .init(t(.shipTo), .text(DocumentPage.address(shipment.shipTo))),
        ]
        return .page(
            template: "card",
            title: shipment.no,
            place: .ledger,
            status: failure == nil ? .ok : .unprocessableContent,
            view: card
        )
    }

    private static func lines(_ shipment: Shipment, _ t: Speech) -> TableView {
        let rows = shipment.lines.map { line -> [CellView] in
            let sub = [line.item, line.variant].filter { !$0.isEmpty }.joined(separator: " · ")
            return [.wide(line.description, sub: sub), .number(t.decimal(line.quantity)), .text(line.unit), .text(line.location)]
        }
        return TableView(
            t(.lines),
            [.text(t(.item)), .number(t(.quantity)), .text(t(.unit)), .text(t(.location))],
            rows,
            empty: .init(icon: "order", title: t(.noLines), text: "")
        )
    }

    /// One form a package; a shipment without one gets its first by it.
    private func packages(_ shipment: Shipment, _ call: PageCall, _ failure: Failure?) -> [SectionView] {
        let t = call.speech
        let all =
            shipment.packages.isEmpty
            ? [Shipment.Package(no: 1, trackingNo: "", agent: shipment.shippingAgent, lines: [])] : shipment.packages
        return all.map { package in
            var section = SectionView(
                sectionTitle: t(.packageNumber, "\(package.no)"),
                sectionId: "package-\(package.no)",
                summaries: [package.trackingNo]
            )
            guard call.may(.operator) else {
                section.hasPairs = true
                section.pairs = [.init(t(.trackingNo), .text(package.trackingNo)), .init(t(.shippingAgent), .text(package.agent))]
                return section
            }
            let isTyped = call.field("package") == "\(package.no)"
            func error(_ name: String) -> String? { isTyped ? failure?.fields.first { $0.field == name }?.message : nil }
            section.sectionForm = .init(
                formAction: Self.path(shipment) + "/tracking",
                formButton: t(.save),
                fields: [
                    .hidden("package", "\(package.no)"),
                    .text(
                        "trackingNo",
                        t(.trackingNo),
                        isTyped ? call.field("trackingNo") : package.trackingNo,
                        help: t(.trackingNoHelp),
                        error: error("trackingNo"),
                        id: "trackingNo\(package.no)"
                    ),
                    .text(
                        "agent",
                        t(.shippingAgent),
                        isTyped ? call.field("agent") : package.agent,
                        help: t(.shippingAgentHelp),
                        error: error("agent"),
                        id: "agent\(package.no)"
                    ),
                ]
            )
            return section
        }
    }

    func tracking(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let (number, agent) = (call.field("trackingNo"), call.field("agent"))
        var wrong: [Problem.FieldError] = []
        if number.count > 100 { wrong.append(.init(field: "trackingNo", message: t(.atMost, "100"))) }
        if agent.count > 50 { wrong.append(.init(field: "agent", message: t(.atMost, "50"))) }
        guard wrong.isEmpty else {
            return try await show(call, failure: Failure(.wrongUse, code: "invalid_value", t(.checkMarked), fields: wrong))
        }
        let shipment = try await services.ledger.setTracking(
            of: try call.path("no"),
            trackingNo: number,
            agent: agent,
            package: Int(call.field("package"))
        )
        return .redirect(Self.path(shipment), Notice(t(.saved), kind: "success"))
    }
}

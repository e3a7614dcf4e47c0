import BackOffice
import Foundation
import Ledger

/// One sales document with its lines, its shipments, and what can be posted of it.
struct DocumentPage: Sendable {
    let services: WebServices

    static func path(_ document: SalesDocument) -> String { path(document.type, document.no) }
    static func path(_ type: SalesDocumentType, _ no: String) -> String {
        "/ledger/documents/\(type.rawValue)/\(PageQuery.escape(no))"
    }

    private static let titles: [SalesDocumentType: Text] = [
        .order: .salesOrder, .invoice: .invoice, .creditMemo: .creditMemo, .returnOrder: .returnOrder,
    ]

    /// The document that a path names.
    func document(_ call: PageCall) async throws -> SalesDocument {
        let no = try call.path("no")
        guard let type = SalesDocumentType(rawValue: try call.path("type")),
            let document = try await services.ledger.salesDocument(type, no: no)
        else { throw Problem.notFound("document", no) }
        return document
    }

    func show(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let document = try await document(call)
        let list = DocumentListPage.paths[document.type] ?? "/ledger/sales-orders"
        var card = CardView(
            head: HeadView(
                title: "\(Self.titles[document.type].map { t($0) } ?? document.type.title) \(document.no)",
                sub: document.sellTo.name,
                crumb: t(DocumentListPage.titles[document.type] ?? .salesOrders),
                crumbHref: list,
                chips: [t.chip(document.status)]
            )
        )
        if call.may(.operator) { card.head.actions = actions(document, t) }
        card.sections = [SectionView(sectionTitle: t(.lines), sectionId: "lines", sectionTable: Self.lines(document, t))]
        if document.type == .order || document.type == .returnOrder {
            let directions: Set<Shipment.Direction> = document.type == .order ? [.shipment] : [.returnReceipt]
            let shipments = try await services.ledger.shipments(
                ShipmentFilter(types: directions, orderNo: document.no),
                page: PageRequest(limit: 100)
            )
            card.sections.append(
                SectionView(sectionTitle: t(.shipments), sectionId: "shipments", sectionTable: ShipmentPages.table(shipments.records, t))
            )
        }
        card.sections.append(addresses(document, t))
        card.hasFacts = true
        card.factsTitle = t(.facts)
        card.facts = facts(document, t)
        return .page(template: "card", title: document.no, place: .ledger, view: card)
    }

    private func actions(_ document: SalesDocument, _ t: Speech) -> [ActionView] {
        let path = Self.path(document)
        let isDone = document.status == .posted || document.status == .cancelled
        let isShipped = !document.lines.contains { $0.type == .item && $0.shipped < $0.quantity }
        switch document.type {
        case .order:
            let canInvoice = document.lines.contains { $0.invoiced < ($0.type == .item ? $0.shipped : $0.quantity) }
            return [
                isDone || isShipped
                    ? .post(t(.postShipment), path + "/ship", refusal: t(.isShippedInFull))
                    : .link(t(.postShipment), path + "/ship", isPrimary: true),
                .post(
                    t(.postInvoice),
                    path + "/invoice",
                    isPrimary: isShipped && !isDone,
                    refusal: isDone || !canInvoice ? t(.nothingToInvoice) : nil,
                    key: "i"
                ),
            ]
        case .returnOrder:
            return [
                .post(t(.postReceipt), path + "/receive", isPrimary: true, refusal: isDone || isShipped ? t(.isShippedInFull) : nil),
                .post(t(.postCreditMemo), path + "/invoice", refusal: isDone ? t(.isPosted) : nil),
            ]
        case .invoice: return [.post(t(.postInvoice), path + "/invoice", isPrimary: true, refusal: isDone ? t(.isPosted) : nil)]
        case .creditMemo: return [.post(t(.postCreditMemo), path + "/invoice", isPrimary: true, refusal: isDone ? t(.isPosted) : nil)]
        }
    }

    /// Posts the invoice or credit memo that the document stands for.
    func invoice(_ call: PageCall) async throws -> PageAnswer {
        let document = try await document(call)
        let isCredit = document.type == .returnOrder || document.type == .creditMemo
        let posted =
            isCredit ? try await services.ledger.postCreditMemo(document.no) : try await services.ledger.postInvoice(document.no)
        return .redirect(Self.path(posted), Notice(call.speech(.documentPosted, posted.no), kind: "success"))
    }

    /// Posts the receipt of a return in full.
    func receive(_ call: PageCall) async throws -> PageAnswer {
        let document = try await document(call)
        let receipt = try await services.ledger.receive(document.no)
        return .redirect(Self.path(document), Notice(call.speech(.documentPosted, receipt.no), kind: "success"))
    }

    /// - Parameter showsProgress: Whether the shipped and invoiced quantities have columns; beside the shop's order there is no room for them.
    static func lines(_ document: SalesDocument?, _ t: Speech, showsProgress: Bool = true) -> TableView {
        let rows = (document?.lines ?? []).map { line -> [CellView] in
            let sub = [line.type == .item ? line.item : line.account, line.variant].filter { !$0.isEmpty }.joined(separator: " · ")
            let progress: [CellView] = [.number(line.type == .item ? t.decimal(line.shipped) : "–"), .number(t.decimal(line.invoiced))]
            return [.wide(line.description, sub: sub.isEmpty ? nil : sub), .number(t.decimal(line.quantity))]
                + (showsProgress ? progress : []) + [t.cell(line.unitPrice), t.cell(line.tax), t.cell(line.total)]
        }
        let progress: [TableView.Column] = [.number(t(.shipped)), .number(t(.invoiced))]
        return TableView(
            showsProgress ? t(.lines) : "\(t(.lines)) · \(t(.inTheLedger))",
            [.text(t(.item)), .number(t(.quantity))] + (showsProgress ? progress : []) + [
                .number(t(.price)), .number(t(.tax)), .number(t(.total)),
            ],
            rows,
            empty: .init(icon: "order", title: t(.notProcessedYet), text: t(.notProcessedYetText))
        )
    }

    private func addresses(_ document: SalesDocument, _ t: Speech) -> SectionView {
        SectionView(
            sectionTitle: t(.addresses),
            sectionId: "addresses",
            isOpen: false,
            summaries: [document.shipTo.city],
            hasPairs: true,
            pairs: [
                .init(t(.sellTo), .text(Self.address(document.sellTo))), .init(t(.billTo), .text(Self.address(document.billTo))),
                .init(t(.shipTo), .text(Self.address(document.shipTo))),
            ]
        )
    }

    private func facts(_ document: SalesDocument, _ t: Speech) -> [SectionView.Pair] {
        let order = document.externalDocumentNo
        let customer = PageQuery.escape(document.customerNo)
        var pairs: [SectionView.Pair] = [
            .init(t(.shopOrder), .text(order.isEmpty ? "–" : order, href: order.isEmpty ? nil : "/orders?q=\(PageQuery.escape(order))")),
            .init(t(.customer), .text(document.customerNo, href: "/ledger/customers/\(customer)")),
            .init(t(.date), .text(t.calendarDay(document.documentDate))), .init(t(.discount), .text(t.money(document.discount))),
            .init(t(.tax), .text(t.money(document.tax))), .init(t(.total), .text(t.money(document.total))),
            .init(t(.payment), .text(document.paymentMethod.isEmpty ? "–" : document.paymentMethod)),
            .init(t(.shipping), .text(document.shipmentMethod.isEmpty ? "–" : document.shipmentMethod)),
        ]
        if !document.orderNo.isEmpty {
            let type: SalesDocumentType = document.type == .creditMemo ? .returnOrder : .order
            pairs.append(.init(t(.salesOrder), .text(document.orderNo, href: Self.path(type, document.orderNo))))
        }
        return pairs
    }

    static func address(_ address: Address) -> String {
        let text = [address.name, address.address, address.address2, "\(address.postCode) \(address.city)", address.country]
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }.joined(separator: ", ")
        return text.isEmpty ? "–" : text
    }
}

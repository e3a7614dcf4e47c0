import BackOffice
import Foundation
import Ledger

/// The ledger's pages: sales documents, items, customers.
struct DocumentPages: Sendable {
    let services: WebServices
    static let size = 50

    private func head(_ title: String, _ call: PageCall) -> HeadView {
        let t = call.speech
        return HeadView(
            title: title,
            sub: t(.ledgerSub),
            actions: [
                .link(t(.salesOrders), "/ledger/sales-orders"), .link(t(.invoices), "/ledger/invoices"), .link(t(.items), "/ledger/items"),
                .link(t(.customers), "/ledger/customers"),
            ]
        )
    }

    func documents(_ call: PageCall, _ type: SalesDocumentType, _ title: Text) async throws -> PageAnswer {
        let t = call.speech
        let query = call.query
        let found = try await services.ledger.salesDocuments(
            DocumentFilter(types: [type]),
            page: PageRequest(limit: Self.size, after: query.after)
        )
        let rows = found.records.map { document -> [CellView] in
            [
                .text(document.no, href: "/ledger/documents/\(type.rawValue)/\(PageQuery.escape(document.no))"),
                .text(document.externalDocumentNo),
                CellView(cellText: document.sellTo.name, cellClass: "grow"), .text(document.documentDate), .number("\(document.total)"),
                .chip(t.plain(OrderPages.words(document.status.rawValue))),
            ]
        }
        let columns: [TableView.Column] = [
            .text(t(.number)), .text(t(.shopOrder)), .text(t(.customer)), .text(t(.date)), .number(t(.total)), .text(t(.status)),
        ]
        let table = TableView(
            t(title),
            columns,
            rows,
            empty: .init(icon: "order", title: t(.noDocuments), text: t(.noDocumentsText), action: t(.orders), href: "/orders")
        )
        return .page(
            template: "list",
            title: t(title),
            place: .ledger,
            view: ListView(head(t(title), call), table: table, query: query, next: found.next.map(PageQuery.cursor), t)
        )
    }

    func items(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let query = call.query
        let found = try await services.ledger.items(
            ItemFilter(search: query.value("q") ?? ""),
            page: PageRequest(limit: Self.size, after: query.after)
        )
        let rows = found.records.map { item -> [CellView] in
            [
                .text(item.no), CellView(cellText: item.description, cellClass: "grow"), .text(item.vendor), .number("\(item.unitPrice)"),
                .number(item.stock.values.reduce(0, +).description), .number(t.number(item.variants.count)),
            ]
        }
        let columns: [TableView.Column] = [
            .text(t(.number)), .text(t(.description)), .text(t(.vendor)), .number(t(.price)), .number(t(.stock)), .number(t(.variants)),
        ]
        let table = TableView(t(.items), columns, rows, empty: .init(icon: "list", title: t(.noItems), text: t(.noItemsText)))
        return .page(
            template: "list",
            title: t(.items),
            place: .ledger,
            view: ListView(head(t(.items), call), table: table, query: query, next: found.next.map(PageQuery.cursor), t)
        )
    }

    func customers(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let query = call.query
        let found = try await services.ledger.customers(
            CustomerFilter(search: query.value("q") ?? ""),
            page: PageRequest(limit: Self.size, after: query.after)
        )
        let rows = found.records.map { customer -> [CellView] in
            [
                .text(customer.no), CellView(cellText: customer.name, cellClass: "grow"), .text(customer.email), .text(customer.phone),
                .text(customer.city), .text(customer.country),
            ]
        }
        let columns: [TableView.Column] = [
            .text(t(.number)), .text(t(.name)), .text(t(.email)), .text(t(.phone)), .text(t(.city)), .text(t(.country)),
        ]
        let table = TableView(t(.customers), columns, rows, empty: .init(icon: "person", title: t(.noCustomers), text: t(.noCustomersText)))
        return .page(
            template: "list",
            title: t(.customers),
            place: .ledger,
            view: ListView(head(t(.customers), call), table: table, query: query, next: found.next.map(PageQuery.cursor), t)
        )
    }

    func document(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let number = try call.path("no")
        guard let type = SalesDocumentType(rawValue: try call.path("type")),
            let document = try await services.ledger.salesDocument(type, no: number)
        else {
            throw Problem.notFound("document", number)
        }
        let titles: [SalesDocumentType: Text] = [
            .order: .salesOrder, .invoice: .invoice, .creditMemo: .creditMemo, .returnOrder: .returnOrder,
        ]
        let title = titles[type].map { t($0) } ?? type.title
        var card = CardView(
            head: HeadView(
                title: "\(title) \(document.no)",
                sub: document.sellTo.name,
                crumb: t(.salesOrders),
                crumbHref: "/ledger/sales-orders"
            )
        )
        card.sections = [
            SectionView(sectionTitle: t(.lines), sectionId: "lines", sectionTable: Self.lines(document, t)),
            SectionView(
                sectionTitle: t(.addresses),
                sectionId: "addresses",
                isOpen: false,
                hasPairs: true,
                pairs: [
                    .init(t(.sellTo), .text(Self.address(document.sellTo))), .init(t(.billTo), .text(Self.address(document.billTo))),
                    .init(t(.shipTo), .text(Self.address(document.shipTo))),
                ]
            ),
        ]
        card.hasFacts = true
        card.factsTitle = t(.facts)
        card.facts = [
            .init(t(.shopOrder), .text(document.externalDocumentNo, href: document.externalDocumentNo.isEmpty ? nil : "/orders")),
            .init(t(.customer), .text(document.customerNo)),
            .init(t(.date), .text(document.documentDate)), .init(t(.status), .chip(t.plain(OrderPages.words(document.status.rawValue)))),
            .init(t(.discount), .text("\(document.discount)")), .init(t(.tax), .text("\(document.tax)")),
            .init(t(.total), .text("\(document.total)")),
        ]
        return .page(template: "card", title: document.no, place: .ledger, view: card)
    }

    static func lines(_ document: SalesDocument?, _ t: Speech) -> TableView {
        let rows = (document?.lines ?? []).map { line -> [CellView] in
            var name = CellView.text(
                line.description,
                sub: [line.type == .item ? line.item : line.account, line.variant].filter { !$0.isEmpty }.joined(separator: " · ")
            )
            name.cellClass = "tall grow"
            return [name, .number("\(line.quantity)"), .number("\(line.unitPrice)"), .number("\(line.tax)"), .number("\(line.total)")]
        }
        return TableView(
            t(.lines),
            [.text(t(.item)), .number(t(.quantity)), .number(t(.price)), .number(t(.tax)), .number(t(.total))],
            rows,
            empty: .init(icon: "order", title: t(.notProcessedYet), text: t(.notProcessedYetText))
        )
    }

    private static func address(_ address: Address) -> String {
        [address.name, address.address, address.address2, "\(address.postCode) \(address.city)", address.country]
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

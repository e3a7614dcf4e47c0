import BackOffice
import Foundation
import Ledger

/// The ledger's sales documents of one type.
struct DocumentListPage: Sendable {
    let services: WebServices
    let type: SalesDocumentType

    static let titles: [SalesDocumentType: Text] = [
        .order: .salesOrders, .invoice: .invoices, .creditMemo: .creditMemos, .returnOrder: .returnOrders,
    ]
    static let paths: [SalesDocumentType: String] = [
        .order: "/ledger/sales-orders", .invoice: "/ledger/invoices", .creditMemo: "/ledger/credit-memos",
        .returnOrder: "/ledger/return-orders",
    ]

    func answer(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let query = call.query
        let ledger = services.ledger
        let type = type
        let order = ListOrder(query, ["date"], newestFirst: true)
        let source = ListSource(
            columns: [
                .text("no", t(.number)), .text("externalDocumentNo", t(.shopOrder)), .text("customer", t(.customer)),
                .text("date", t(.date)), .number("total", t(.total)), .text("status", t(.status)),
            ],
            order: order
        ) { after, limit in
            var filter = DocumentFilter(types: [type], number: query.value("q") ?? "")
            filter.oldestFirst = order.isOldestFirst
            if let status = query.value("status").flatMap(SalesDocumentStatus.init) { filter.statuses = [status] }
            let found = try await ledger.salesDocuments(filter, page: PageRequest(limit: limit, after: after))
            return ListSource.Part(
                lines: found.records.map { document in
                    ListSource.Line(
                        id: document.no,
                        cells: [
                            CellView.text(document.no, href: DocumentPage.path(document)).with(cellClass: "nowrap"),
                            .text(document.externalDocumentNo.isEmpty ? "–" : document.externalDocumentNo), .wide(document.sellTo.name),
                            t.dayCell(document.documentDate), t.cell(document.total),
                            CellView.chip(t.chip(document.status)).with(raw: document.status.rawValue),
                        ]
                    )
                },
                next: found.next
            )
        }
        let title = Self.titles[type] ?? .salesOrders
        let statuses = SalesDocumentStatus.allCases.map { (value: $0.rawValue, title: t.code($0.rawValue)) }
        var page = ListPage(
            head: HeadView(title: t(title), sub: t(.ledgerSub), tabs: .ledger(Self.paths[type] ?? "", t)),
            place: .ledger,
            source: source,
            empty: .init(icon: "order", title: t(.noDocuments), text: t(.noDocumentsText), action: t(.orders), href: "/orders"),
            filters: [query.filter("status", title: t(.status), all: t(.all), statuses)],
            search: t(.searchDocuments)
        )
        if call.may(.operator), type == .order {
            page.bulk = .init(
                bulkPath: "/ledger/sales-orders/bulk",
                bulkText: t(.withSelected),
                bulkButtons: [
                    .init(bulkTitle: t(.postShipment), bulkValue: "ship", bulkConfirm: t(.postConfirm)),
                    .init(bulkTitle: t(.postInvoice), bulkValue: "invoice", bulkConfirm: t(.postConfirm)),
                ]
            )
        }
        return try await page.answer(call)
    }

    /// Ships or invoices in full each of the selected orders.
    func bulk(_ call: PageCall) async throws -> PageAnswer {
        let ships = call.field("do") == "ship"
        return try await Bulk.apply(call, back: "/ledger/sales-orders") { no in
            if ships { _ = try await services.ledger.ship(no) } else { _ = try await services.ledger.postInvoice(no) }
        }
    }
}

import BackOffice
import Foundation
import Ledger

/// The ledger's *Customers* and *Locations*.
struct MasterPages: Sendable {
    let services: WebServices

    func customers(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let query = call.query
        let ledger = services.ledger
        let source = ListSource(
            columns: [
                .text("no", t(.number)), .text("name", t(.name)), .text("email", t(.email)), .text("phone", t(.phone)),
                .text("city", t(.city)), .text("country", t(.country)),
            ]
        ) { after, limit in
            let found = try await ledger.customers(
                CustomerFilter(search: query.value("q") ?? ""),
                page: PageRequest(limit: limit, after: after)
            )
            return ListSource.Part(
                lines: found.records.map { customer in
                    ListSource.Line(cells: [
                        CellView.text(customer.no, href: "/ledger/customers/\(PageQuery.escape(customer.no))").with(cellClass: "nowrap"),
                        .wide(customer.name), .text(customer.email), .text(customer.phone), .text(customer.city), .text(customer.country),
                    ])
                },
                next: found.next
            )
        }
        let page = ListPage(
            head: HeadView(title: t(.customers), sub: t(.ledgerSub), tabs: .ledger("/ledger/customers", t)),
            place: .ledger,
            source: source,
            empty: .init(icon: "person", title: t(.noCustomers), text: t(.noCustomersText)),
            search: t(.searchCustomers)
        )
        return try await page.answer(call)
    }

    func customer(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let no = try call.path("no")
        guard let customer = try await services.ledger.customer(no: no) else { throw Problem.notFound("customer", no) }
        let documents = try await services.ledger.salesDocuments(DocumentFilter(customerNo: customer.no), page: PageRequest(limit: 20))
        var card = CardView(
            head: HeadView(title: customer.name, sub: customer.no, crumb: t(.customers), crumbHref: "/ledger/customers")
        )
        if customer.blocked { card.head.chips = [ChipView(kind: "attention", icon: "hold", word: t(.blocked))] }
        func shown(_ text: String) -> CellView { .text(text.isEmpty ? "–" : text) }
        card.sections = [
            SectionView(
                sectionTitle: t(.general),
                sectionId: "general",
                hasPairs: true,
                pairs: [
                    .init(t(.name), shown(customer.name)), .init(t(.contact), shown(customer.contact)),
                    .init(t(.email), shown(customer.email)), .init(t(.phone), shown(customer.phone)),
                    .init(t(.addresses), .text(DocumentPage.address(customer.asAddress))),
                ]
            ),
            SectionView(
                sectionTitle: t(.documents),
                sectionId: "documents",
                sectionTable: TableView(
                    t(.documents),
                    [.text(t(.number)), .text(t(.shopOrder)), .text(t(.date)), .number(t(.total)), .text(t(.status))],
                    documents.records.map { document in
                        [
                            CellView.text(document.no, href: DocumentPage.path(document)).with(cellClass: "grow"),
                            .text(document.externalDocumentNo), t.dayCell(document.documentDate), t.cell(document.total),
                            .chip(t.chip(document.status)),
                        ]
                    },
                    empty: .init(icon: "order", title: t(.noDocuments), text: t(.noDocumentsText))
                )
            ),
        ]
        card.hasFacts = true
        card.factsTitle = t(.facts)
        card.facts = [
            .init(t(.vatNumber), shown(customer.vatRegistrationNo)), .init(t(.priceGroup), shown(customer.priceGroup)),
            .init(t(.currency), shown(customer.currency?.rawValue ?? "")), .init(t(.language), shown(customer.language)),
        ]
        return .page(template: "card", title: customer.no, place: .ledger, view: card)
    }

    func locations(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let ledger = services.ledger
        let source = ListSource(
            columns: [
                .text("code", t(.code)), .text("name", t(.name)), .text("address", t(.addresses)), .text("city", t(.city)),
                .text("country", t(.country)),
            ]
        ) { _, _ in
            let lines = try await ledger.locations().map { location in
                ListSource.Line(cells: [
                    .text(location.code), .wide(location.name.isEmpty ? "–" : location.name),
                    .text(location.address.isEmpty ? "–" : location.address), .text("\(location.postCode) \(location.city)"),
                    .text(location.country.isEmpty ? "–" : location.country),
                ])
            }
            return ListSource.Part(lines: lines, next: nil)
        }
        let page = ListPage(
            head: HeadView(title: t(.locations), sub: t(.ledgerSub), tabs: .ledger("/ledger/locations", t)),
            place: .ledger,
            source: source,
            empty: .init(icon: "list", title: t(.noLocations), text: t(.noLocationsText))
        )
        return try await page.answer(call)
    }
}

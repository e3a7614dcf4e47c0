import BackOffice
import Foundation
import Hummingbird
import Ledger

/// *Items*: the list, and one with its stock, which can be corrected.
struct ItemPages: Sendable {
    let services: WebServices

    static func path(_ no: String) -> String { "/ledger/items/\(PageQuery.escape(no))" }

    func list(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let query = call.query
        let ledger = services.ledger
        let source = ListSource(
            columns: [
                .text("no", t(.number)), .text("description", t(.description)), .text("vendor", t(.vendor)),
                .number("unitPrice", t(.price)), .number("stock", t(.stock)), .number("variants", t(.variants)),
                .text("blocked", t(.status)),
            ]
        ) { after, limit in
            let filter = ItemFilter(search: query.value("q") ?? "", blocked: query.value("blocked").map { $0 == "yes" })
            let found = try await ledger.items(filter, page: PageRequest(limit: limit, after: after))
            let lines = found.records.map { item -> ListSource.Line in
                let stock = item.stock.values.reduce(0, +)
                return ListSource.Line(cells: [
                    CellView.text(item.no, href: Self.path(item.no)).with(cellClass: "nowrap"), .wide(item.description),
                    .text(item.vendor.isEmpty ? "–" : item.vendor), t.cell(item.unitPrice),
                    CellView.number(item.type == .inventory ? t.decimal(stock) : "–").with(raw: "\(stock)"),
                    .number(t.number(item.variants.count)),
                    item.blocked
                        ? .chip(ChipView(kind: "attention", icon: "hold", word: t(.blocked))) : CellView.text("").with(raw: "false"),
                ])
            }
            return ListSource.Part(lines: lines, next: found.next)
        }
        let page = ListPage(
            head: HeadView(title: t(.items), sub: t(.ledgerSub), tabs: .ledger("/ledger/items", t)),
            place: .ledger,
            source: source,
            empty: .init(icon: "list", title: t(.noItems), text: t(.noItemsText)),
            filters: [query.filter("blocked", title: t(.blocked), all: t(.all), [("no", t(.no)), ("yes", t(.yes))])],
            search: t(.searchItems)
        )
        return try await page.answer(call)
    }

    func show(_ call: PageCall, failure: Failure? = nil) async throws -> PageAnswer {
        let t = call.speech
        let no = try call.path("no")
        guard let item = try await services.ledger.item(no: no) else { throw Problem.notFound("item", no) }
        let stock = try await services.ledger.inventory(InventoryFilter(itemNo: item.no), page: PageRequest(limit: 200)).records
        let entries = try await services.ledger.itemEntries(of: item.no, page: PageRequest(limit: 20)).records
        var card = CardView(
            head: HeadView(title: item.description, sub: item.no, crumb: t(.items), crumbHref: "/ledger/items")
        )
        if item.blocked { card.head.chips = [ChipView(kind: "attention", icon: "hold", word: t(.blocked))] }
        card.sections = [stockSection(stock, t)]
        if call.may(.operator), item.type == .inventory {
            card.sections.append(try await StockForm(services: services).section(call, item, failure))
        }
        if !item.variants.isEmpty { card.sections.append(variants(item, t)) }
        card.sections.append(history(entries, t))
        card.hasFacts = true
        card.factsTitle = t(.facts)
        card.facts = [
            .init(t(.type), .text(t.code(item.type.rawValue))), .init(t(.unit), .text(item.baseUnit)),
            .init(t(.price), .text(t.money(item.unitPrice))), .init(t(.cost), .text(t.money(item.unitCost))),
            .init(t(.vendor), .text(item.vendor.isEmpty ? "–" : item.vendor)), .init("GTIN", .text(item.gtin.isEmpty ? "–" : item.gtin)),
            .init(t(.category), .text(item.category.isEmpty ? "–" : item.category)),
            .init(t(.country), .text(item.countryOfOrigin.isEmpty ? "–" : item.countryOfOrigin)),
        ]
        return .page(
            template: "card",
            title: item.no,
            place: .ledger,
            status: failure == nil ? .ok : .unprocessableContent,
            view: card
        )
    }

    private func stockSection(_ stock: [InventoryLine], _ t: Speech) -> SectionView {
        let rows = stock.map { line -> [CellView] in
            [
                .text(line.locationCode), .text(line.variantCode.isEmpty ? "–" : line.variantCode), .number(t.decimal(line.quantity)),
                .number(t.decimal(line.reserved)), .number(t.decimal(line.outstanding)), .number(t.decimal(line.expected)),
            ]
        }
        return SectionView(
            sectionTitle: t(.stock),
            sectionId: "stock",
            summaries: [t.decimal(stock.reduce(0) { $0 + $1.quantity })],
            sectionTable: TableView(
                t(.stock),
                [
                    .text(t(.location)), .text(t(.variant)), .number(t(.onHand)), .number(t(.reserved)), .number(t(.ordered)),
                    .number(t(.comingBack)),
                ],
                rows,
                empty: .init(icon: "list", title: t(.noStock), text: t(.noStockText))
            )
        )
    }

    private func variants(_ item: Item, _ t: Speech) -> SectionView {
        let rows = item.variants.map { variant -> [CellView] in
            [
                .text(variant.code), .wide(variant.description), .text(variant.gtin.isEmpty ? "–" : variant.gtin),
                t.cell(variant.unitPrice ?? item.unitPrice),
            ]
        }
        return SectionView(
            sectionTitle: t(.variants),
            sectionId: "variants",
            summaries: [t.number(rows.count)],
            sectionTable: TableView(
                t(.variants),
                [.text(t(.code)), .text(t(.description)), .text("GTIN"), .number(t(.price))],
                rows,
                empty: .init(icon: "list", title: t(.variants), text: "")
            )
        )
    }

    private func history(_ entries: [ItemEntry], _ t: Speech) -> SectionView {
        let rows = entries.map { entry -> [CellView] in
            [
                t.cell(entry.postedAt), .text(t.code(entry.type.rawValue)),
                CellView(cellText: entry.documentNo.isEmpty ? "–" : entry.documentNo, cellClass: "grow"), .text(entry.locationCode),
                .number(t.decimal(entry.quantity)),
            ]
        }
        return SectionView(
            sectionTitle: t(.movements),
            sectionId: "movements",
            sectionTable: TableView(
                t(.movements),
                [.text(t(.at)), .text(t(.type)), .text(t(.document)), .text(t(.location)), .number(t(.quantity))],
                rows,
                empty: .init(icon: "list", title: t(.noMovements), text: t(.noMovementsText))
            )
        )
    }
}

import BackOffice
import Connector
import Foundation
import Ledger

/// *Shopify Orders* and one order beside its document.
struct OrderPages: Sendable {
    let services: WebServices
    static let size = 50

    func list(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let query = call.query
        var filter = Orders.Filter(
            shop: query.value("shop"),
            processed: query.value("processed").map { $0 == "yes" },
            errorsOnly: query.value("errors") == "yes",
            limit: Self.size + 1
        )
        filter.after = try query.after.map(OrderCursor.init)?.position
        let orders = try await services.connector.orders.list(filter)
        let shown = Array(orders.prefix(Self.size))
        let shops = try await services.connector.shops.list().map { (value: $0.code, title: $0.code) }
        var filters = [
            query.filter("processed", title: t(.processed), all: t(.all), [("no", t(.no)), ("yes", t(.yes))]),
            query.filter("errors", title: t(.problems), all: t(.all), [("yes", t(.onlyProblems))]),
        ]
        if shops.count > 1 { filters.append(query.filter("shop", title: t(.shop), all: t(.all), shops)) }
        let view = ListView(
            HeadView(title: t(.orders), sub: t(.ordersSub)),
            filters: filters,
            table: table(shown, t),
            query: query,
            next: orders.count > Self.size ? shown.last.map { PageQuery.cursor(OrderCursor($0).text) } : nil,
            t
        )
        return .page(template: "list", title: t(.orders), place: .orders, view: view)
    }

    private func table(_ orders: [OrderSummary], _ t: Speech) -> TableView {
        let columns: [TableView.Column] = [
            .text(t(.order)), .text(t(.customer)), .text(t(.placed)), .text(t(.payment)), .number(t(.total)), .text(t(.document)),
            .text(t(.status)),
        ]
        let rows = orders.map { order -> [CellView] in
            var name = CellView.text(order.name, href: Self.path(order), sub: order.shop)
            name.cellClass = "tall"
            var status = CellView.chip(chip(order, t), sub: order.error.map { String($0.prefix(110)) })
            status.cellClass = "tall grow"
            return [
                name, .text(order.customer ?? "–"), t.cell(order.createdAt), .text(Self.words(order.financialStatus ?? "–")),
                .number("\(order.total)"),
                .text(order.documentNo ?? "–", href: Self.document(order)), status,
            ]
        }
        return TableView(
            t(.orders),
            columns,
            rows,
            empty: .init(icon: "order", title: t(.noOrders), text: t(.noOrdersText), action: t(.shops), href: "/shops")
        )
    }

    static func path(_ order: OrderSummary) -> String {
        "/orders/\(order.shop)/\(order.id.split(separator: "/").last ?? "")"
    }

    static func document(_ order: OrderSummary) -> String? {
        guard let number = order.documentNo, let type = order.documentType.flatMap(SalesDocumentType.init) else { return nil }
        return "/ledger/documents/\(type.rawValue)/\(PageQuery.escape(number))"
    }

    /// `PARTIALLY_PAID` → `Partially paid`.
    static func words(_ code: String) -> String {
        let text = code.replacing("_", with: " ").lowercased()
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    private func chip(_ order: OrderSummary, _ t: Speech) -> ChipView {
        if order.error != nil { return ChipView(kind: "failure", icon: "failure", word: t(.problem)) }
        if order.needsAttention { return ChipView(kind: "attention", icon: "attention", word: t(.orderUpdate)) }
        return order.processed
            ? ChipView(kind: "success", icon: "success", word: t(.processed)) : ChipView(kind: "", icon: "ready", word: t(.unprocessed))
    }

    /// What a page of one order shows.
    struct OrderView {
        let head: HeadView
        var problem: String?
        var problemTitle = ""
        let theirsTitle: String
        let theirs: [SectionView.Pair]
        let theirLines: TableView
        let oursTitle: String
        let hasOurs: Bool
        let ours: [SectionView.Pair]
        let ourLines: TableView
        let hasDifferences: Bool
        let differencesTitle: String
        let differences: TableView
    }

    func show(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let shop = try call.path("shop")
        let order = try await services.connector.orders.show(try call.path("number"), shop: shop)
        let content = try await services.connector.orders.content(order.id, shop: order.shop)
        var document: SalesDocument?
        if let number = order.documentNo, let type = order.documentType.flatMap(SalesDocumentType.init) {
            document = try await services.ledger.salesDocument(type, no: number)
        }
        var head = HeadView(
            title: "\(order.name) · \(order.shop)",
            sub: t.exact(order.createdAt),
            crumb: t(.orders),
            crumbHref: "/orders",
            chips: [chip(order, t)]
        )
        if call.may(.operator) {
            head.actions = [
                .post(
                    t(.processNow),
                    Self.path(order) + "/process",
                    isPrimary: !order.processed,
                    refusal: order.processed ? t(.isProcessed) : nil,
                    key: "p"
                ),
                .post(
                    t(.resolve),
                    Self.path(order) + "/resolve",
                    refusal: order.needsAttention || order.error != nil ? nil : t(.nothingToResolve),
                    key: "r"
                ),
            ]
        }
        let view = OrderView(
            head: head,
            problem: order.error,
            problemTitle: t(.cannotBeProcessed),
            theirsTitle: t(.inTheShop),
            theirs: theirs(order, content, t),
            theirLines: theirLines(content, t),
            oursTitle: t(.inTheLedger),
            hasOurs: document != nil,
            ours: document.map { ours($0, t) } ?? [],
            ourLines: DocumentPages.lines(document, t),
            hasDifferences: !order.differences.isEmpty,
            differencesTitle: t(.orderUpdate),
            differences: differences(order, t)
        )
        return .page(template: "order", title: order.name, place: .orders, view: view)
    }

    private func theirs(_ order: OrderSummary, _ content: ShopOrder, _ t: Speech) -> [SectionView.Pair] {
        [
            .init(t(.customer), .text(order.customer ?? "–")), .init(t(.payment), .text(Self.words(order.financialStatus ?? "–"))),
            .init(t(.fulfillment), .text(Self.words(order.fulfillmentStatus))), .init(t(.placed), t.cell(order.createdAt)),
            .init(t(.changed), t.cell(order.updatedAt)),
            .init(t(.shipping), .text(content.shippingLines.map(\.title).joined(separator: ", "))),
            .init(t(.paidBy), .text(content.gateways.joined(separator: ", "))),
            .init(t(.note), .text(content.note ?? "–")), .init(t(.total), .number("\(order.total)")),
        ]
    }

    private func theirLines(_ content: ShopOrder, _ t: Speech) -> TableView {
        let currency = CurrencyCode(rawValue: content.currency)
        let rows = content.lines.map { line -> [CellView] in
            let price = currency.map { "\(Money(line.unitPrice.shop, $0))" } ?? "\(line.unitPrice.shop)"
            var name = CellView.text(line.title, sub: [line.variantTitle, line.sku].compactMap(\.self).joined(separator: " · "))
            name.cellClass = "tall grow"
            return [name, .number("\(line.currentQuantity)"), .number(price)]
        }
        return TableView(
            t(.lines),
            [.text(t(.item)), .number(t(.quantity)), .number(t(.price))],
            rows,
            empty: .init(icon: "order", title: t(.noLines), text: "")
        )
    }

    private func ours(_ document: SalesDocument, _ t: Speech) -> [SectionView.Pair] {
        [
            .init(t(.document), .text(document.no, href: "/ledger/documents/\(document.type.rawValue)/\(PageQuery.escape(document.no))")),
            .init(t(.customer), .text("\(document.customerNo)  \(document.sellTo.name)")), .init(t(.date), .text(document.documentDate)),
            .init(t(.discount), .number("\(document.discount)")), .init(t(.tax), .number("\(document.tax)")),
            .init(t(.total), .number("\(document.total)")),
        ]
    }

    private func differences(_ order: OrderSummary, _ t: Speech) -> TableView {
        TableView(
            t(.orderUpdate),
            [.text(t(.field)), .text(t(.from)), .text(t(.to))],
            order.differences.map { [.text($0.field), .text($0.from), .text($0.to)] },
            empty: .init(icon: "success", title: t(.noDifferences), text: "")
        )
    }

    func process(_ call: PageCall) async throws -> PageAnswer {
        let order = try await OrderProcessing(connector: services.connector, queue: services.queue)
            .process(try call.path("number"), shop: try call.path("shop"), owner: call.user.name)
        let notice =
            order.processed
            ? Notice(call.speech(.orderProcessed, order.name, order.documentNo ?? ""), kind: "success")
            : Notice(call.speech(.cannotBeProcessed), kind: "failure")
        return .redirect(Self.path(order), notice)
    }

    func resolve(_ call: PageCall) async throws -> PageAnswer {
        let order = try await services.connector.orders.resolve(try call.path("number"), shop: try call.path("shop"))
        return .redirect(Self.path(order), Notice(call.speech(.orderResolved, order.name), kind: "success"))
    }
}

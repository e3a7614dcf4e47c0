import BackOffice
import Connector
import Foundation
import JobQueue

/// *Shopify Orders*.
struct OrderListPage: Sendable {
    let services: WebServices

    func answer(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let query = call.query
        let orders = services.connector.orders
        let order = ListOrder(query, ["createdAt"], newestFirst: true)
        let source = ListSource(
            columns: [
                .text("name", t(.order)), .text("shop", t(.shop)), .text("customer", t(.customer)), .text("createdAt", t(.placed)),
                .text("financialStatus", t(.payment)), .number("total", t(.total)), .text("document", t(.document)),
                .text("status", t(.status)),
            ],
            order: order
        ) { after, limit in
            var filter = Orders.Filter(
                shop: query.value("shop"),
                processed: query.value("processed").map { $0 == "yes" },
                errorsOnly: query.value("errors") == "yes",
                limit: limit + 1
            )
            filter.number = query.value("q")
            filter.oldestFirst = order.isOldestFirst
            filter.after = try after.map(OrderCursor.init)?.position
            return ListSource.Part(try await orders.list(filter), limit: limit, key: { OrderCursor($0).text }) { Self.line($0, t) }
        }
        var page = ListPage(
            head: HeadView(title: t(.orders), sub: t(.ordersSub)),
            place: .orders,
            source: source,
            empty: .init(icon: "order", title: t(.noOrders), text: t(.noOrdersText), action: t(.shops), href: "/shops"),
            filters: try await ShopFilter.filters(
                query,
                services,
                [
                    query.filter("processed", title: t(.processed), all: t(.all), [("no", t(.no)), ("yes", t(.yes))]),
                    query.filter("errors", title: t(.problems), all: t(.all), [("yes", t(.onlyProblems))]),
                ],
                t
            ),
            search: t(.searchOrders)
        )
        if call.may(.operator) {
            page.bulk = .init(
                bulkPath: "/orders/bulk",
                bulkText: t(.withSelected),
                bulkButtons: [
                    .init(bulkTitle: t(.processInBackground), bulkValue: "process"), .init(bulkTitle: t(.resolve), bulkValue: "resolve"),
                ]
            )
        }
        return try await page.answer(call)
    }

    private static func line(_ order: OrderSummary, _ t: Speech) -> ListSource.Line {
        ListSource.Line(
            id: "\(order.shop)/\(order.id)",
            cells: [
                CellView.text(order.name, href: OrderPage.path(order)).with(cellClass: "nowrap"), .text(order.shop),
                .text(order.customer ?? "–"), t.cell(order.createdAt),
                CellView.text(t.code(order.financialStatus)).with(raw: order.financialStatus ?? ""), t.cell(order.total),
                CellView.text(order.documentNo ?? "–", href: OrderPage.document(order)).with(raw: order.documentNo ?? ""),
                CellView.chip(t.chip(order), sub: order.error?.shortened(to: 110))
                    .with(cellClass: order.error == nil ? "nowrap" : "tall grow")
                    .with(raw: order.error ?? (order.needsAttention ? "orderUpdate" : order.processed ? "processed" : "unprocessed")),
            ]
        )
    }

    /// Orders that are processed go as one entry a shop: that is one run with one log, and the lists go on being quick.
    func bulk(_ call: PageCall) async throws -> PageAnswer {
        let orders = services.connector.orders
        guard call.field("do") == "process" else {
            return try await Bulk.apply(call, back: "/orders") { key in
                let parts = key.split(separator: "/", maxSplits: 1).map(String.init)
                guard parts.count == 2 else { throw Problem.notFound("order", key) }
                _ = try await orders.resolve(parts[1], shop: parts[0])
            }
        }
        let keys = (call.form["id"] ?? []).compactMap { key -> (shop: String, id: String)? in
            let parts = key.split(separator: "/", maxSplits: 1).map(String.init)
            return parts.count == 2 ? (parts[0], parts[1]) : nil
        }
        let back = PageGate.back(call.request, or: "/orders")
        guard !keys.isEmpty else { return .redirect(back, Notice(call.speech(.nothingSelected), kind: "attention")) }
        var last = ""
        for (shop, selected) in Dictionary(grouping: keys.prefix(200), by: \.shop).sorted(by: { $0.key < $1.key }) {
            var action = SyncAction(task: TaskName.processOrders.rawValue, shop: shop)
            action.parameters = ["orders": .array(selected.map { .string($0.id) })]
            action.owner = call.user.name
            let entry = try await services.queue.enqueue(try await action.entry(services.queue.tasks, services.connector.shops).entry)
            last = "/job-queue/\(entry.id)"
        }
        let text = call.speech(.queueStarted, call.speech(.taskProcessOrders))
        return .redirect(back, Notice(text, href: last, link: call.speech(.showEntry)))
    }
}

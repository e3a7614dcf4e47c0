import BackOffice
import Connector
import Foundation
import Hummingbird
import Ledger

/// One order: what the customer bought beside what we made of it, and what stands in the way.
struct OrderPage: Sendable {
    let services: WebServices

    struct View {
        let head: HeadView
        var problem: String?
        var problemTitle = ""
        var mapping: MappingView?
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
        let historyTitle: String
        let history: TableView
    }

    static func path(_ order: OrderSummary) -> String { "/orders/\(order.shop)/\(LinkPosition.number(order.id))" }

    static func document(_ order: OrderSummary) -> String? {
        guard let number = order.documentNo, let type = order.documentType.flatMap(SalesDocumentType.init) else { return nil }
        return "/ledger/documents/\(type.rawValue)/\(PageQuery.escape(number))"
    }

    func show(_ call: PageCall, errors: [Int: String] = [:]) async throws -> PageAnswer {
        let t = call.speech
        let order = try await services.connector.orders.show(try call.path("number"), shop: try call.path("shop"))
        let content = try await services.connector.orders.content(order.id, shop: order.shop)
        var document: SalesDocument?
        if let number = order.documentNo, let type = order.documentType.flatMap(SalesDocumentType.init) {
            document = try await services.ledger.salesDocument(type, no: number)
        }
        let sides = OrderSides(order: order, content: content, document: document, speech: t)
        var view = View(
            head: head(order, call),
            problem: order.error,
            problemTitle: t(.cannotBeProcessed),
            theirsTitle: t(.inTheShop),
            theirs: sides.theirs,
            theirLines: sides.theirLines,
            oursTitle: t(.inTheLedger),
            hasOurs: document != nil,
            ours: sides.ours,
            ourLines: DocumentPage.lines(document, t, showsProgress: false),
            hasDifferences: !order.differences.isEmpty,
            differencesTitle: t(.orderUpdate),
            differences: differences(order, t),
            historyTitle: t(.history),
            history: try await OrderHistory(services: services).table(order, content, document, t)
        )
        if !order.processed, call.may(.operator), order.error != nil {
            view.mapping = try await OrderMapping(services: services).view(call, order, errors)
            // The helper says the same, part by part.
            if view.mapping?.pickers.isEmpty == false { view.problem = nil }
        }
        let status: HTTPResponse.Status = errors.isEmpty ? .ok : .unprocessableContent
        return .page(template: "order", title: order.name, place: .orders, status: status, view: view)
    }

    private func head(_ order: OrderSummary, _ call: PageCall) -> HeadView {
        let t = call.speech
        var head = HeadView(
            title: "\(order.name) · \(order.shop)",
            sub: t.exact(order.createdAt),
            crumb: t(.orders),
            crumbHref: "/orders",
            chips: [t.chip(order)]
        )
        guard call.may(.operator) else { return head }
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
        return head
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
        return .redirect(Self.path(order), Self.notice(order, call.speech))
    }

    static func notice(_ order: OrderSummary, _ t: Speech) -> Notice {
        order.processed
            ? Notice(t(.orderProcessed, order.name, order.documentNo ?? "–"), kind: "success")
            : Notice(t(.cannotBeProcessed), kind: "failure")
    }

    func resolve(_ call: PageCall) async throws -> PageAnswer {
        let order = try await services.connector.orders.resolve(try call.path("number"), shop: try call.path("shop"))
        return .redirect(Self.path(order), Notice(call.speech(.orderResolved, order.name), kind: "success"))
    }
}

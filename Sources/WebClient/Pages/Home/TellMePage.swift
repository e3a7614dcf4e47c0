import Connector
import Foundation
import JobQueue

/// *Tell Me*: pages, actions and records by name, from anywhere.
struct TellMePage: Sendable {
    let services: WebServices

    struct Result {
        let resultTitle: String
        let resultHref: String
        let resultKind: String
        let resultIcon: String
    }

    struct View {
        let head: HeadView
        let query: String
        let placeholder: String
        let results: [Result]
    }

    func answer(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let text = call.query.value("q") ?? ""
        let view = View(head: HeadView(title: t(.tellMe)), query: text, placeholder: t(.tellMeLong), results: try await results(text, call))
        if call.query.value("fragment") != nil { return .fragment(template: "tell-me", view: view) }
        return .page(template: "tell-me-page", title: t(.tellMe), place: nil, view: view)
    }

    private func results(_ text: String, _ call: PageCall) async throws -> [Result] {
        let t = call.speech
        let words = text.lowercased().split(separator: " ")
        func fits(_ title: String) -> Bool { words.allSatisfy { title.lowercased().contains($0) } }
        var all = pages(t).filter { fits($0.resultTitle) }
        let shops = try await services.connector.shops.list()
        for shop in shops {
            let title = "\(shop.code) · \(shop.name ?? shop.domain)"
            if fits(title) {
                all.append(Result(resultTitle: title, resultHref: "/shops/\(shop.code)", resultKind: t(.shop), resultIcon: "shop"))
            }
            guard call.may(.operator), !words.isEmpty else { continue }
            for task in services.tasks where task.needsShop {
                let title = "\(t.task(task.name, title: task.title)) · \(shop.code)"
                if fits(title) {
                    all.append(
                        Result(
                            resultTitle: title,
                            resultHref: "/shops/\(shop.code)/sync/\(task.name)",
                            resultKind: t(.action),
                            resultIcon: "sync"
                        )
                    )
                }
            }
        }
        all += try await record(text, t)
        return Array(all.prefix(12))
    }

    /// An order by its name or a document by its number.
    private func record(_ text: String, _ t: Speech) async throws -> [Result] {
        guard text.contains(where: \.isNumber), text.count < 60 else { return [] }
        guard let order = try? await services.connector.orders.show(text) else { return [] }
        return [
            Result(
                resultTitle: "\(order.name) · \(order.customer ?? order.shop)",
                resultHref: OrderPages.path(order),
                resultKind: t(.order),
                resultIcon: "order"
            )
        ]
    }

    private func pages(_ t: Speech) -> [Result] {
        let pages: [(Text, String)] = [
            (.roleCenter, "/"), (.shops, "/shops"), (.newShop, "/shops/new"), (.jobQueueEntries, "/job-queue"),
            (.newEntry, "/job-queue/new"), (.logEntries, "/job-queue/log"),
            (.orders, "/orders"), (.skippedRecords, "/skipped-records"), (.activityLog, "/activity"), (.items, "/ledger/items"),
            (.customers, "/ledger/customers"),
            (.salesOrders, "/ledger/sales-orders"), (.invoices, "/ledger/invoices"), (.about, "/about"),
        ]
        return pages.map { Result(resultTitle: t($0.0), resultHref: $0.1, resultKind: t(.page), resultIcon: "list") }
    }
}

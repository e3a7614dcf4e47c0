import BackOffice
import Connector
import Foundation
import JobQueue
import Ledger

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
        let nothing: String
    }

    func answer(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let text = call.query.value("q") ?? ""
        let view = View(
            head: HeadView(title: t(.tellMe)),
            query: text,
            placeholder: t(.tellMeLong),
            results: try await results(text, call),
            nothing: t(.nothingFound)
        )
        if call.query.value("fragment") != nil { return .fragment(template: "tell-me", view: view) }
        return .page(template: "tell-me-page", title: t(.tellMe), place: nil, view: view)
    }

    private func results(_ text: String, _ call: PageCall) async throws -> [Result] {
        let t = call.speech
        let words = text.lowercased().split(separator: " ")
        func fits(_ title: String) -> Bool { words.allSatisfy { title.lowercased().contains($0) } }
        var all = pages(call).filter { fits($0.resultTitle) }
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

    /// Records by their number: an order of a shop, a document, an item, a customer.
    private func record(_ text: String, _ t: Speech) async throws -> [Result] {
        let text = text.trimmingCharacters(in: .whitespaces)
        guard text.contains(where: \.isNumber), text.count < 60 else { return [] }
        var found: [Result] = []
        if let order = try? await services.connector.orders.show(text) {
            found.append(result("\(order.name) · \(order.customer ?? order.shop)", OrderPage.path(order), t(.order), "order"))
        }
        let number = text.uppercased()
        for document in try await services.ledger.salesDocuments(DocumentFilter(number: number), page: PageRequest(limit: 3)).records {
            found.append(result("\(document.no) · \(document.sellTo.name)", DocumentPage.path(document), t(.document), "order"))
        }
        if let item = try await services.ledger.item(no: number) {
            found.append(result("\(item.no) · \(item.description)", ItemPages.path(item.no), t(.item), "list"))
        }
        if let customer = try await services.ledger.customer(no: number) {
            let path = "/ledger/customers/\(PageQuery.escape(customer.no))"
            found.append(result("\(customer.no) · \(customer.name)", path, t(.customer), "person"))
        }
        return found
    }

    private func result(_ title: String, _ href: String, _ kind: String, _ icon: String) -> Result {
        Result(resultTitle: title, resultHref: href, resultKind: kind, resultIcon: icon)
    }

    private func pages(_ call: PageCall) -> [Result] {
        let t = call.speech
        var pages: [(Text, String)] = [
            (.roleCenter, "/"), (.shops, "/shops"), (.jobQueueEntries, "/job-queue"), (.logEntries, "/job-queue/log"),
            (.categories, "/job-queue/categories"), (.orders, "/orders"), (.products, "/products"), (.shopCustomers, "/customers"),
            (.payouts, "/payouts"), (.skippedRecords, "/skipped-records"), (.activityLog, "/activity"),
            (.receivedWebhooks, "/received-webhooks"), (.notices, "/notices"), (.items, "/ledger/items"),
            (.customers, "/ledger/customers"), (.locations, "/ledger/locations"), (.salesOrders, "/ledger/sales-orders"),
            (.shipments, "/ledger/shipments"), (.invoices, "/ledger/invoices"), (.returnOrders, "/ledger/return-orders"),
            (.creditMemos, "/ledger/credit-memos"), (.settings, "/settings"), (.about, "/about"),
        ]
        if call.may(.operator) { pages.append((.newEntry, "/job-queue/new")) }
        if call.may(.administrator) {
            pages += [
                (.newShop, "/shops/new"), (.users, "/users"), (.newUser, "/users/new"), (.apiTokens, "/settings/tokens"),
                (.audit, "/audit"), (.privacyRequests, "/privacy-requests"),
            ]
        }
        return pages.map { Result(resultTitle: t($0.0), resultHref: $0.1, resultKind: t(.page), resultIcon: "list") }
    }
}

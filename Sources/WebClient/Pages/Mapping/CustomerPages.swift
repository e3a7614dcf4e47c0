import Connector
import Foundation
import Hummingbird
import Ledger

/// *Customers*: who buys in the shops, and who of ours each one is.
struct CustomerPages: Sendable {
    let services: WebServices
    private var customers: Customers { services.connector.customers }

    func list(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let query = call.query
        let customers = customers
        let order = LinkLists.order(query, name: "name")
        let source = ListSource(
            columns: [
                .text("name", t(.customer)), .text("shop", t(.shop)), .text("email", t(.email)), .text("phone", t(.phone)),
                .text("customerNo", t(.inTheLedger)), .text("mapped", t(.status)),
            ],
            order: order
        ) { after, limit in
            let page = try await customers.page(try LinkLists.filter(query, order, after: after, limit: limit))
            let lines = page.records.map { customer in
                ListSource.Line(cells: [
                    .wide(customer.name.isEmpty ? "–" : customer.name, href: Self.path(customer)), .text(customer.shop),
                    .text(customer.email ?? "–"), .text(customer.phone ?? "–"), Self.ours(customer),
                    CellView.chip(t.mapped(customer.isMapped)).with(raw: "\(customer.isMapped)"),
                ])
            }
            return ListSource.Part(lines: lines, next: page.next.map(LinkPosition.text))
        }
        let page = ListPage(
            head: HeadView(title: t(.shopCustomers), sub: t(.shopCustomersSub)),
            place: .customers,
            source: source,
            empty: .init(icon: "person", title: t(.noShopCustomers), text: t(.noShopCustomersText), action: t(.shops), href: "/shops"),
            filters: try await LinkLists.filters(query, services, t),
            search: t(.searchCustomers)
        )
        return try await page.answer(call)
    }

    static func path(_ customer: CustomerSummary) -> String { "/customers/\(customer.shop)/\(LinkPosition.number(customer.id))" }

    private static func ours(_ customer: CustomerSummary) -> CellView {
        customer.no.map { .text($0, href: "/ledger/customers/\(PageQuery.escape($0))") } ?? .text("–")
    }

    func show(_ call: PageCall, error: String? = nil) async throws -> PageAnswer {
        let t = call.speech
        let customer = try await customers.show(try call.path("id"), shop: try call.path("shop"))
        let card = MappedRecordCard(
            title: customer.name,
            shop: customer.shop,
            path: Self.path(customer),
            isMapped: customer.isMapped,
            crumb: t(.shopCustomers),
            crumbHref: "/customers",
            place: .customers,
            mapIntro: t(.mapCustomerIntro),
            facts: [
                .init(t(.name), .text(customer.name)), .init(t(.email), .text(customer.email ?? "–")),
                .init(t(.phone), .text(customer.phone ?? "–")), .init(t(.inTheLedger), Self.ours(customer)),
                .init(t(.lastSeen), t.cell(customer.seenAt)),
            ]
        )
        return try await card.page(call, error: error) {
            let words = [customer.email, customer.name, customer.name.split(separator: " ").last.map(String.init)].compactMap(\.self)
            return try await Picker(ledger: services.ledger, call: call)
                .customer(0, title: t(.whichCustomer), words: words, record: customer.id, error: error)
        }
    }

    func map(_ call: PageCall) async throws -> PageAnswer {
        let choice = Picker(ledger: services.ledger, call: call).choice(0)
        do {
            let customer = try await customers.map(try call.path("id"), shop: try call.path("shop"), customer: choice?.no ?? "")
            let text = call.speech(.customerMapped, customer.name, customer.no ?? "")
            return try await WaitingOrders(services: services).after(call, Self.path(customer), text, shop: customer.shop)
        } catch let error as ConnectorError where error.code == .invalidValue {
            return try await show(call, error: error.message)
        }
    }

    func unmap(_ call: PageCall) async throws -> PageAnswer {
        let customer = try await customers.unmap(try call.path("id"), shop: try call.path("shop"))
        return .redirect(Self.path(customer), Notice(call.speech(.unmapped, customer.name), kind: "success"))
    }
}

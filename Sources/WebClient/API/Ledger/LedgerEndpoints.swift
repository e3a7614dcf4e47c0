import BackOffice
import Foundation
import Hummingbird
import Ledger

/// The embedded back office: items, customers, locations, sales documents.
struct LedgerEndpoints: Sendable {
    let services: WebServices
    private var ledger: Ledger { services.ledger }

    private static let path = "/api/v1/ledger"

    var all: [Endpoint] {
        [items, item, customers, customer, locations]
            + documents("sales-orders", .order, "SalesOrder", "sales orders")
            + documents("invoices", .invoice, "Invoice", "sales invoices")
            + documents("credit-memos", .creditMemo, "CreditMemo", "credit memos")
            + documents("return-orders", .returnOrder, "ReturnOrder", "return orders")
    }

    private var items: Endpoint {
        Endpoint(
            method: .get,
            path: Self.path + "/items",
            access: .role(.viewer),
            name: "listItems",
            tag: "Ledger",
            summary: "Items by number.",
            query: ListRequest.parameters + [
                .init("search", .text, "Words in number, description or vendor."),
                .init("blocked", .boolean, "Only blocked ones, or only others."),
            ],
            answers: [.init(.ok, "A page of items.", Components.page("Item"))]
        ) { call in
            let page = try ListRequest(call)
            let filter = ItemFilter(search: call.query("search") ?? "", blocked: call.query("blocked").map { $0 == "true" })
            let found = try await ledger.items(filter, page: page.ledger)
            return try .json(page.page(found.records, next: found.next))
        }
    }

    private var item: Endpoint {
        Endpoint(
            method: .get,
            path: Self.path + "/items/{no}",
            access: .role(.viewer),
            name: "getItem",
            tag: "Ledger",
            summary: "One item with variants and stock.",
            answers: [.init(.ok, "The item.", .reference("Item"))]
        ) { call in
            let no = try call.path("no")
            guard let item = try await ledger.item(no: no) else { throw Problem.notFound("item", no) }
            return try .json(item)
        }
    }

    private var customers: Endpoint {
        Endpoint(
            method: .get,
            path: Self.path + "/customers",
            access: .role(.viewer),
            name: "listCustomers",
            tag: "Ledger",
            summary: "Customers by number.",
            query: ListRequest.parameters + [
                .init("search", .text, "Words in number, names, e-mail or city."),
                .init("blocked", .boolean, "Only blocked ones, or only others."),
            ],
            answers: [.init(.ok, "A page of customers.", Components.page("Customer"))]
        ) { call in
            let page = try ListRequest(call)
            let filter = CustomerFilter(search: call.query("search") ?? "", blocked: call.query("blocked").map { $0 == "true" })
            let found = try await ledger.customers(filter, page: page.ledger)
            return try .json(page.page(found.records, next: found.next))
        }
    }

    private var customer: Endpoint {
        Endpoint(
            method: .get,
            path: Self.path + "/customers/{no}",
            access: .role(.viewer),
            name: "getCustomer",
            tag: "Ledger",
            summary: "One customer.",
            answers: [.init(.ok, "The customer.", .reference("Customer"))]
        ) { call in
            let no = try call.path("no")
            guard let customer = try await ledger.customer(no: no) else { throw Problem.notFound("customer", no) }
            return try .json(customer)
        }
    }

    private var locations: Endpoint {
        Endpoint(
            method: .get,
            path: Self.path + "/locations",
            access: .role(.viewer),
            name: "listLocations",
            tag: "Ledger",
            summary: "All locations.",
            answers: [.init(.ok, "The locations.", Components.page("Location"))]
        ) { _ in
            try .json(PageOf(items: try await ledger.locations(), next: nil))
        }
    }

    private func documents(_ noun: String, _ type: SalesDocumentType, _ name: String, _ title: String) -> [Endpoint] {
        let list = Endpoint(
            method: .get,
            path: "\(Self.path)/\(noun)",
            access: .role(.viewer),
            name: "list\(name)s",
            tag: "Ledger",
            summary: "The \(title), newest first.",
            query: ListRequest.parameters + [
                .init("status", .string(choices: SalesDocumentStatus.allCases.map(\.rawValue)), "Only this status."),
                .init("customer", .text, "Only this customer's number."),
                .init("number", .text, "The document's number, or the shop's order name."),
            ],
            answers: [.init(.ok, "A page of \(title).", Components.page("SalesDocument"))]
        ) { call in
            let page = try ListRequest(call)
            let filter = DocumentFilter(
                types: [type],
                statuses: call.query("status").flatMap(SalesDocumentStatus.init).map { [$0] } ?? [],
                customerNo: call.query("customer") ?? "",
                number: call.query("number") ?? ""
            )
            let found = try await ledger.salesDocuments(filter, page: page.ledger)
            return try .json(page.page(found.records, next: found.next))
        }
        let one = Endpoint(
            method: .get,
            path: "\(Self.path)/\(noun)/{no}",
            access: .role(.viewer),
            name: "get\(name)",
            tag: "Ledger",
            summary: "One of the \(title) with its lines.",
            answers: [.init(.ok, "The document.", .reference("SalesDocument"))]
        ) { call in
            let no = try call.path("no")
            guard let document = try await ledger.salesDocument(type, no: no) else { throw Problem.notFound(type.title, no) }
            return try .json(document)
        }
        return [list, one]
    }
}

extension ListRequest {
    /// The same page in the ledger's words.
    fileprivate var ledger: PageRequest { PageRequest(limit: limit, after: after) }
}

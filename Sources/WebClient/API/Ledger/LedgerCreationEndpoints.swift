import BackOffice
import Foundation
import Hummingbird
import JobQueue
import Ledger

/// New items, customers, locations and sales orders.
struct LedgerCreationEndpoints: Sendable {
    let services: WebServices
    private var ledger: Ledger { services.ledger }

    private static let path = "/api/v1/ledger"

    var all: [Endpoint] {
        [
            create("items", "createItem", "Add an item; without a number it gets the next one.", "NewItem", "Item") { ledger, call in
                let item = try await ledger.createItem(try call.decode(ItemDraft.self), key: Self.key(call))
                return try .json(item, status: .created, headers: [.location: "\(Self.path)/items/\(item.no)"])
            },
            create("customers", "createCustomer", "Add a customer; without a number it gets the next one.", "NewCustomer", "Customer") {
                ledger,
                call in
                let customer = try await ledger.createCustomer(try call.decode(CustomerDraft.self), key: Self.key(call))
                return try .json(customer, status: .created, headers: [.location: "\(Self.path)/customers/\(customer.no)"])
            },
            create("locations", "createLocation", "Add a location.", "Location", "Location") { ledger, call in
                struct Body: Decodable {
                    let code: String
                    let name, address, city, postCode, country: String?
                }
                let body = try call.decode(Body.self)
                let location = Location(
                    code: body.code,
                    name: body.name ?? "",
                    address: body.address ?? "",
                    city: body.city ?? "",
                    postCode: body.postCode ?? "",
                    country: body.country ?? ""
                )
                return try .json(try await ledger.createLocation(location), status: .created)
            },
            create(
                "sales-orders",
                "createSalesOrder",
                "Make a sales order. Its total must come to `expectedTotal`, or nothing is made.",
                "NewSalesDocument",
                "SalesDocument"
            ) { ledger, call in
                let draft = try call.decode(SalesDocumentDraft.self)
                guard draft.type == .order else { throw Problem.invalid([.init(field: "type", message: "must be order")]) }
                let document = try await ledger.createSalesDocument(draft, key: Self.key(call))
                return try .json(document, status: .created, headers: [.location: "\(Self.path)/sales-orders/\(document.no)"])
            },
        ]
    }

    /// The ledger's own idempotency: the call's key, or one that is used once.
    private static func key(_ call: Call) -> String {
        "api/\(call.caller)/\(call.request.headers[.idempotencyKey] ?? UUID().uuidString.lowercased())"
    }

    private func create(
        _ noun: String,
        _ name: String,
        _ summary: String,
        _ body: String,
        _ answer: String,
        _ handle: @escaping @Sendable (Ledger, Call) async throws -> Response
    ) -> Endpoint {
        Endpoint(
            method: .post,
            path: "\(Self.path)/\(noun)",
            access: .role(.operator),
            name: name,
            tag: "Ledger",
            summary: summary,
            body: .reference(body),
            answers: [.init(.created, "What was made.", .reference(answer))]
        ) { call in
            try await handle(ledger, call)
        }
    }
}

import BackOffice
import Foundation
import Hummingbird
import JobQueue
import Ledger

/// What is posted in the ledger: shipments with their tracking, invoices, credit memos, receipts of returns, corrections of stock.
struct LedgerPostingEndpoints: Sendable {
    let services: WebServices
    private var ledger: Ledger { services.ledger }

    private static let path = "/api/v1/ledger"
    private static let document = Endpoint.Answer(.ok, "The document as it is now.", .reference("SalesDocument"))

    var all: [Endpoint] {
        [shipments, shipment, ship, receive, tracking, adjust]
            + [
                act("sales-orders", "post-invoice", "postOrderInvoice", "Post the invoice of all that is shipped and not invoiced.") {
                    try await $0.postInvoice($1)
                },
                act("invoices", "post", "postInvoice", "Post an open invoice.") { try await $0.postInvoice($1) },
                act("return-orders", "post-credit-memo", "postReturnCreditMemo", "Post the credit memo of all that came back.") {
                    try await $0.postCreditMemo($1)
                },
                act("credit-memos", "post", "postCreditMemo", "Post an open credit memo.") { try await $0.postCreditMemo($1) },
                act("sales-orders", "reserve", "reserveOrder", "Set stock aside for the order.") { try await $0.reserve($1) },
                act("sales-orders", "release-reservation", "releaseOrder", "Free what is set aside for the order.") {
                    try await $0.releaseReservation($1)
                },
            ]
    }

    private func act(
        _ noun: String,
        _ verb: String,
        _ name: String,
        _ summary: String,
        _ body: @escaping @Sendable (Ledger, String) async throws -> SalesDocument
    ) -> Endpoint {
        Endpoint(
            method: .post,
            path: "\(Self.path)/\(noun)/{no}/\(verb)",
            access: .role(.operator),
            name: name,
            tag: "Ledger",
            summary: summary,
            body: .object([]),
            bodyIsOptional: true,
            answers: [Self.document]
        ) { call in
            try .json(try await body(ledger, try call.path("no")))
        }
    }

    private var shipments: Endpoint {
        Endpoint(
            method: .get,
            path: Self.path + "/shipments",
            access: .role(.viewer),
            name: "listShipments",
            tag: "Ledger",
            summary: "Posted shipments, newest first.",
            query: ListRequest.parameters + [.init("order", .text, "Only this sales order's.")],
            answers: [.init(.ok, "A page of shipments.", Components.page("Shipment"))]
        ) { call in
            let page = try ListRequest(call)
            let filter = ShipmentFilter(orderNo: call.query("order") ?? "")
            let found = try await ledger.shipments(filter, page: PageRequest(limit: page.limit, after: page.after))
            return try .json(page.page(found.records, next: found.next))
        }
    }

    private var shipment: Endpoint {
        Endpoint(
            method: .get,
            path: Self.path + "/shipments/{no}",
            access: .role(.viewer),
            name: "getShipment",
            tag: "Ledger",
            summary: "One posted shipment with lines and packages.",
            answers: [.init(.ok, "The shipment.", .reference("Shipment"))]
        ) { call in
            let no = try call.path("no")
            guard let shipment = try await ledger.shipments(numbers: [no]).first else { throw Problem.notFound("shipment", no) }
            return try .json(shipment)
        }
    }

    private func goods(
        _ noun: String,
        _ verb: String,
        _ name: String,
        _ summary: String,
        _ body: @escaping @Sendable (Ledger, String, ShipmentDraft) async throws -> Shipment
    ) -> Endpoint {
        Endpoint(
            method: .post,
            path: "\(Self.path)/\(noun)/{no}/\(verb)",
            access: .role(.operator),
            name: name,
            tag: "Ledger",
            summary: summary,
            body: .reference("ShipmentDraft"),
            bodyIsOptional: true,
            answers: [.init(.created, "What was posted.", .reference("Shipment"))]
        ) { call in
            let posted = try await body(ledger, try call.path("no"), try call.decode(ShipmentDraft.self))
            return try .json(posted, status: .created, headers: [.location: "\(Self.path)/shipments/\(posted.no)"])
        }
    }

    private var ship: Endpoint {
        goods("sales-orders", "ship", "shipOrder", "Post a shipment: what the body names, or all that is outstanding.") {
            try await $0.ship($1, $2)
        }
    }

    private var receive: Endpoint {
        goods("return-orders", "receive", "receiveReturn", "Post the receipt of a return: what the body names, or all of it.") {
            try await $0.receive($1, $2)
        }
    }

    private var tracking: Endpoint {
        Endpoint(
            method: .post,
            path: Self.path + "/shipments/{no}/tracking",
            access: .role(.operator),
            name: "setTracking",
            tag: "Ledger",
            summary: "Set the tracking number of a package; the shop hears of it with the next sync of shipments.",
            body: .object([
                .required("trackingNo", .string(maximumLength: 100)), .optional("agent", .string(maximumLength: 20), "The carrier's code."),
                .optional("package", .integer(minimum: 1, maximum: 10_000), "Which one; may be left out while there is at most one."),
            ]),
            answers: [.init(.ok, "The shipment as it is now.", .reference("Shipment"))]
        ) { call in
            struct Body: Decodable {
                let trackingNo: String
                let agent: String?
                let package: Int?
            }
            let body = try call.decode(Body.self)
            return try .json(
                try await ledger.setTracking(
                    of: try call.path("no"),
                    trackingNo: body.trackingNo,
                    agent: body.agent ?? "",
                    package: body.package
                )
            )
        }
    }

    private var adjust: Endpoint {
        Endpoint(
            method: .post,
            path: Self.path + "/items/{no}/adjust",
            access: .role(.operator),
            name: "adjustStock",
            tag: "Ledger",
            summary: "Correct what is on hand: `by` a difference, or `to` what was counted.",
            body: .object([
                .required("location", .text, "Where."), .optional("variant", .text, "Which variant of the item."),
                .optional("by", .decimal), .optional("to", .decimal),
            ]),
            answers: [.init(.ok, "The quantities there now.", .reference("InventoryLine"))]
        ) { call in
            struct Body: Decodable {
                let location: String
                let variant: String?
                let by: String?
                let to: String?
            }
            let body = try call.decode(Body.self)
            let adjustment: StockAdjustment
            switch (body.by.flatMap(Decimal.init(exactly:)), body.to.flatMap(Decimal.init(exactly:))) {
            case (let difference?, nil): adjustment = .by(difference)
            case (nil, let count?): adjustment = .to(count)
            default: throw Problem.invalid([.init(field: "by", message: "give either by or to, as a decimal text such as \"-2\"")])
            }
            return try .json(
                try await ledger.adjust(
                    itemNo: try call.path("no"),
                    variantCode: body.variant ?? "",
                    location: body.location,
                    adjustment
                )
            )
        }
    }
}

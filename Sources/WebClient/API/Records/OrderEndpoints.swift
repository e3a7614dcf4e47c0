import Connector
import Foundation
import Hummingbird

/// Imported orders and what people decide about them.
struct OrderEndpoints: Sendable {
    let services: WebServices
    private var orders: Orders { services.connector.orders }

    private static let path = "/api/v1/orders"

    var all: [Endpoint] { [list, show, process, resolve] }

    private var list: Endpoint {
        Endpoint(
            method: .get,
            path: Self.path,
            access: .role(.viewer),
            name: "listOrders",
            tag: "Orders",
            summary: "Imported orders, newest first.",
            query: ListRequest.parameters + [
                .init("shop", .text, "Only this shop's."), .init("processed", .boolean, "Only processed ones, or only others."),
                .init("errors", .boolean, "Only those with an error or an order update."),
            ],
            answers: [.init(.ok, "A page of orders.", Components.page("Order"))]
        ) { call in
            let page = try ListRequest(call)
            var filter = Orders.Filter(
                shop: call.query("shop"),
                processed: call.query("processed").map { $0 == "true" },
                errorsOnly: call.query("errors") == "true",
                limit: page.limit + 1
            )
            filter.after = try page.after.map(OrderCursor.init)?.position
            return try .json(page.page(try await orders.list(filter)) { OrderCursor($0).text })
        }
    }

    private var show: Endpoint {
        Endpoint(
            method: .get,
            path: Self.path + "/{id}",
            access: .role(.viewer),
            name: "getOrder",
            tag: "Orders",
            summary: "One order, by its number in Shopify's id, the id itself (percent-encoded) or its name.",
            query: [.init("shop", .text, "The shop, when several have an order of that name.")],
            answers: [.init(.ok, "The order.", .reference("Order"))]
        ) { call in
            try .json(try await orders.show(try call.path("id"), shop: call.query("shop")))
        }
    }

    private var process: Endpoint {
        Endpoint(
            method: .post,
            path: Self.path + "/{id}/process",
            access: .role(.operator),
            name: "processOrder",
            tag: "Orders",
            summary: "Make the sales document now.",
            query: [.init("shop", .text, "The shop, when several have an order of that name.")],
            body: .object([]),
            bodyIsOptional: true,
            answers: [.init(.ok, "The order with its document, or with what stood in the way.", .reference("Order"))]
        ) { call in
            let processing = OrderProcessing(connector: services.connector, queue: services.queue)
            return try .json(try await processing.process(try call.path("id"), shop: call.query("shop"), owner: call.caller))
        }
    }

    private var resolve: Endpoint {
        Endpoint(
            method: .post,
            path: Self.path + "/{id}/resolve",
            access: .role(.operator),
            name: "resolveOrder",
            tag: "Orders",
            summary: "Settle an order update or an error.",
            query: [.init("shop", .text, "The shop, when several have an order of that name.")],
            body: .object([]),
            bodyIsOptional: true,
            answers: [.init(.ok, "The order.", .reference("Order"))]
        ) { call in
            try .json(try await orders.resolve(try call.path("id"), shop: call.query("shop")))
        }
    }
}

/// Where a page of orders ended: creation and id, as the list is sorted.
struct OrderCursor {
    let createdAt: Date
    let id: String

    init(_ order: OrderSummary) {
        createdAt = order.createdAt
        id = order.id
    }

    /// - Throws: `Problem` when the text is not a cursor of this list.
    init(_ text: String) throws {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let microseconds = Int64(parts[0]) else {
            throw Problem.badRequest("invalid_cursor", "“cursor” must be the “next” of the page before.")
        }
        createdAt = Date(timeIntervalSince1970: Double(microseconds) / 1_000_000)
        id = String(parts[1])
    }

    var text: String { "\(Int64((createdAt.timeIntervalSince1970 * 1_000_000).rounded())) \(id)" }
    var position: (createdAt: Date, id: String) { (createdAt, id) }
}

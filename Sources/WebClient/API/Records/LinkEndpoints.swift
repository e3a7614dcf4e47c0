import Connector
import Foundation
import Hummingbird
import JobQueue

/// The shops' products and customers, and what each one is in the back office.
struct LinkEndpoints: Sendable {
    let services: WebServices
    private var products: Products { services.connector.products }
    private var customers: Customers { services.connector.customers }

    var all: [Endpoint] {
        [listProducts, product, mapProduct, unmapProduct, listCustomers, customer, mapCustomer, unmapCustomer, problems]
    }

    private static let query =
        ListRequest.parameters + [
            .init("shop", .text, "Only this shop's."), .init("mapped", .boolean, "Only mapped ones, or only others."),
            .init("search", .text, "A part of a name, SKU, e-mail address or number."),
        ]

    private static func filter(_ call: Call) throws -> (filter: LinkFilter, page: ListRequest) {
        let page = try ListRequest(call)
        var filter = LinkFilter(
            shop: call.query("shop"),
            mapped: call.query("mapped").map { $0 == "true" },
            search: call.query("search") ?? "",
            limit: page.limit
        )
        filter.after = try page.after.map(LinkPosition.parse)
        return (filter, page)
    }

    private var listProducts: Endpoint {
        Endpoint(
            method: .get,
            path: "/api/v1/products",
            access: .role(.viewer),
            name: "listProducts",
            tag: "Products and customers",
            summary: "Variants that syncs have met, with their items.",
            query: Self.query,
            answers: [.init(.ok, "A page of products.", Components.page("Product"))]
        ) { call in
            let (filter, page) = try Self.filter(call)
            let found = try await products.page(filter)
            return try .json(page.page(found.records, next: found.next.map(LinkPosition.text)))
        }
    }

    private var product: Endpoint {
        Endpoint(
            method: .get,
            path: "/api/v1/shops/{code}/products/{id}",
            access: .role(.viewer),
            name: "getProduct",
            tag: "Products and customers",
            summary: "One variant, by its number in Shopify's id or the id itself (percent-encoded).",
            answers: [.init(.ok, "The product.", .reference("Product"))]
        ) { call in
            try .json(try await products.show(try call.path("id"), shop: try call.path("code")))
        }
    }

    private var mapProduct: Endpoint {
        Endpoint(
            method: .post,
            path: "/api/v1/shops/{code}/products/{id}/map",
            access: .role(.operator),
            name: "mapProduct",
            tag: "Products and customers",
            summary: "Say which item a variant stands for.",
            body: .object([
                .required("item", .string(maximumLength: 50), "The item's number."),
                .optional("variant", .string(maximumLength: 20), "The code of one of the item's variants."),
            ]),
            answers: [.init(.ok, "The product.", .reference("Product"))]
        ) { call in
            struct Body: Decodable {
                let item: String
                let variant: String?
            }
            let body = try call.decode(Body.self)
            return try .json(
                try await products.map(
                    try call.path("id"),
                    shop: try call.path("code"),
                    item: body.item,
                    variant: body.variant ?? ""
                )
            )
        }
    }

    private var unmapProduct: Endpoint {
        Endpoint(
            method: .post,
            path: "/api/v1/shops/{code}/products/{id}/unmap",
            access: .role(.operator),
            name: "unmapProduct",
            tag: "Products and customers",
            summary: "Forget which item a variant stands for; the next sync looks for it anew.",
            body: .object([]),
            bodyIsOptional: true,
            answers: [.init(.ok, "The product.", .reference("Product"))]
        ) { call in
            try .json(try await products.unmap(try call.path("id"), shop: try call.path("code")))
        }
    }

    private var listCustomers: Endpoint {
        Endpoint(
            method: .get,
            path: "/api/v1/customers",
            access: .role(.viewer),
            name: "listShopCustomers",
            tag: "Products and customers",
            summary: "Customers of the shops that syncs have met, with ours.",
            query: Self.query,
            answers: [.init(.ok, "A page of customers.", Components.page("ShopCustomer"))]
        ) { call in
            let (filter, page) = try Self.filter(call)
            let found = try await customers.page(filter)
            return try .json(page.page(found.records, next: found.next.map(LinkPosition.text)))
        }
    }

    private var customer: Endpoint {
        Endpoint(
            method: .get,
            path: "/api/v1/shops/{code}/customers/{id}",
            access: .role(.viewer),
            name: "getShopCustomer",
            tag: "Products and customers",
            summary: "One customer of a shop, by the number in Shopify's id or the id itself (percent-encoded).",
            answers: [.init(.ok, "The customer.", .reference("ShopCustomer"))]
        ) { call in
            try .json(try await customers.show(try call.path("id"), shop: try call.path("code")))
        }
    }

    private var mapCustomer: Endpoint {
        Endpoint(
            method: .post,
            path: "/api/v1/shops/{code}/customers/{id}/map",
            access: .role(.operator),
            name: "mapShopCustomer",
            tag: "Products and customers",
            summary: "Say who of ours a shop's customer is.",
            body: .object([.required("customer", .string(maximumLength: 50), "Our customer's number.")]),
            answers: [.init(.ok, "The customer.", .reference("ShopCustomer"))]
        ) { call in
            struct Body: Decodable { let customer: String }
            let body = try call.decode(Body.self)
            return try .json(try await customers.map(try call.path("id"), shop: try call.path("code"), customer: body.customer))
        }
    }

    private var unmapCustomer: Endpoint {
        Endpoint(
            method: .post,
            path: "/api/v1/shops/{code}/customers/{id}/unmap",
            access: .role(.operator),
            name: "unmapShopCustomer",
            tag: "Products and customers",
            summary: "Forget who of ours it is; the next sync looks anew.",
            body: .object([]),
            bodyIsOptional: true,
            answers: [.init(.ok, "The customer.", .reference("ShopCustomer"))]
        ) { call in
            try .json(try await customers.unmap(try call.path("id"), shop: try call.path("code")))
        }
    }

    private var problems: Endpoint {
        Endpoint(
            method: .get,
            path: "/api/v1/orders/{id}/mapping",
            access: .role(.viewer),
            name: "getOrderMapping",
            tag: "Orders",
            summary: "What stands between an order and its document, each with what mends it.",
            query: [.init("shop", .text, "The shop, when several have an order of that name.")],
            answers: [.init(.ok, "The problems; none when it can be processed.", Components.page("MappingProblem"))]
        ) { call in
            let problems = try await services.connector.orders.mappingProblems(try call.path("id"), shop: call.query("shop"))
            return try .json(PageOf(items: problems, next: nil))
        }
    }
}

import Connector
import Foundation
import Hummingbird
import JobQueue

/// Shops. Credentials go in and never come out.
struct ShopEndpoints: Sendable {
    let services: WebServices
    private var shops: Shops { services.connector.shops }

    private static let path = "/api/v1/shops"
    private static let one = path + "/{code}"

    var all: [Endpoint] { [list, create, show, change, delete, test, budget] }

    private var list: Endpoint {
        Endpoint(
            method: .get,
            path: Self.path,
            access: .role(.viewer),
            name: "listShops",
            tag: "Shops",
            summary: "All shops.",
            answers: [.init(.ok, "The shops.", Components.page("Shop"))]
        ) { _ in
            try .json(PageOf(items: try await shops.list(), next: nil))
        }
    }

    private var create: Endpoint {
        Endpoint(
            method: .post,
            path: Self.path,
            access: .role(.administrator),
            name: "addShop",
            tag: "Shops",
            summary: "Add a shop.",
            body: .reference("NewShop"),
            answers: [.init(.created, "The shop.", .reference("Shop"))]
        ) { call in
            struct Body: Decodable {
                let code: String
                let url: String
                let endpoint: String?
                let token: String?
                let clientId: String?
                let clientSecret: String?
            }
            let body = try call.decode(Body.self)
            let credentials: ShopCredentials
            if let token = body.token {
                credentials = body.clientSecret.map { .signedToken(token, secret: $0) } ?? .token(token)
            } else if let id = body.clientId, let secret = body.clientSecret {
                credentials = .clientCredentials(id: id, secret: secret)
            } else {
                throw Problem.invalid([.init(field: "token", message: "give token, or clientId and clientSecret")])
            }
            let shop = try await shops.add(
                body.code,
                url: body.url,
                credentials: credentials,
                endpoint: body.endpoint,
                settings: Self.settings(call.body)
            )
            return try .json(shop, status: .created, headers: [.location: "\(Self.path)/\(shop.code)"])
        }
    }

    private var show: Endpoint {
        Endpoint(
            method: .get,
            path: Self.one,
            access: .role(.viewer),
            name: "getShop",
            tag: "Shops",
            summary: "One shop with its settings.",
            answers: [.init(.ok, "The shop.", .reference("Shop"))]
        ) { call in
            try .json(try await shops.show(try call.path("code")))
        }
    }

    private var change: Endpoint {
        Endpoint(
            method: .patch,
            path: Self.one,
            access: .role(.administrator),
            name: "changeShop",
            tag: "Shops",
            summary: "Change settings, all or nothing; enable or disable.",
            body: .reference("ShopChanges"),
            answers: [.init(.ok, "The shop as it is now.", .reference("Shop"))]
        ) { call in
            let code = try call.path("code")
            var shop = try await shops.show(code)
            let settings = Self.settings(call.body)
            if !settings.isEmpty { shop = try await shops.set(code, settings) }
            if case .bool(let enabled) = call.body["enabled"] {
                shop = enabled ? try await shops.enable(code) : try await shops.disable(code)
            }
            return try .json(shop)
        }
    }

    private var delete: Endpoint {
        Endpoint(
            method: .delete,
            path: Self.one,
            access: .role(.administrator),
            name: "removeShop",
            tag: "Shops",
            summary: "Remove a shop and what was imported from it; documents in the back office stay.",
            answers: [.init(.noContent, "It is gone.")]
        ) { call in
            try await shops.remove(try call.path("code"))
            return .empty
        }
    }

    private var test: Endpoint {
        Endpoint(
            method: .post,
            path: Self.one + "/test",
            access: .role(.operator),
            name: "testShop",
            tag: "Shops",
            summary: "Look whether Shopify lets us in, and what is missing.",
            body: .object([]),
            bodyIsOptional: true,
            answers: [.init(.ok, "What was found.", .object([], open: true))]
        ) { call in
            try .json(try await shops.test(try call.path("code")))
        }
    }

    private var budget: Endpoint {
        Endpoint(
            method: .get,
            path: Self.one + "/budget",
            access: .role(.viewer),
            name: "getShopBudget",
            tag: "Shops",
            summary: "The points that the shop's API has for us, as this process knows them.",
            answers: [.init(.ok, "The budget.", .reference("ShopBudget"))]
        ) { call in
            let shop = try await shops.show(try call.path("code"))
            return try .json(await shops.budget(of: shop.code))
        }
    }

    /// The settings of a body as the texts that the shop card checks.
    private static func settings(_ body: JSONValue) -> [String: String] {
        (body["settings"]?.members ?? [:]).mapValues(\.plainText)
    }
}

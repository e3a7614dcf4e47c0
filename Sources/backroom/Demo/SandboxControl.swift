import AsyncHTTPClient
import Foundation
import JobQueue
import NIOCore
import NIOHTTP1
import WebClient

/// What the demo asks of the sandbox: its products and customers, and new orders.
struct SandboxControl: Sendable {
    let client: HTTPClient
    let address: String

    /// One variant of the shop's products.
    struct Variant: Sendable, Equatable {
        let sku: String
        let title: String
        let barcode: String
        let price: String
        let vendor: String
    }

    /// One customer of the shop.
    struct Buyer: Sendable, Equatable {
        let first: String
        let last: String
        let email: String
        let phone: String
        let street: String
        let zip: String
        let city: String
        let country: String
    }

    /// Waits until the shop answers.
    func waitUntilReady(_ process: SandboxProcess) async throws {
        for _ in 0..<600 {
            if (try? await post("/control/shops", [:])) != nil { return }
            guard process.isRunning else { throw CommandResult(.failed, "The sandbox shop ended before it answered; see the lines above.") }
            try await Task.sleep(for: .milliseconds(200))
        }
        throw CommandResult(.unreachable, "The sandbox shop does not answer at \(address).")
    }

    /// Places new orders and answers their names.
    func placeOrders(_ count: Int) async throws -> [String] {
        let answer = try await post("/control/orders/place", ["count": .integer(Int64(count))])
        return (answer["orders"]?.elements ?? []).compactMap { $0["name"]?.text }
    }

    func variants() async throws -> [Variant] {
        let query =
            "query($after: String) { productVariants(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { sku title barcode price product { title vendor } } } }"
        return try await all(query, "productVariants").map { node in
            let product = node["product"]?["title"]?.text ?? ""
            let title = node["title"]?.text ?? ""
            return Variant(
                sku: node["sku"]?.text ?? "",
                title: title == "Default Title" ? product : "\(product) · \(title)",
                barcode: node["barcode"]?.text ?? "",
                price: node["price"]?.text ?? "0",
                vendor: node["product"]?["vendor"]?.text ?? ""
            )
        }
    }

    func buyers() async throws -> [Buyer] {
        let query = """
            query($after: String) { customers(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes {
              firstName lastName defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber }
              defaultAddress { address1 zip city countryCodeV2 } } } }
            """
        return try await all(query, "customers").map { node in
            let address = node["defaultAddress"]
            return Buyer(
                first: node["firstName"]?.text ?? "",
                last: node["lastName"]?.text ?? "",
                email: node["defaultEmailAddress"]?["emailAddress"]?.text ?? "",
                phone: node["defaultPhoneNumber"]?["phoneNumber"]?.text ?? "",
                street: address?["address1"]?.text ?? "",
                zip: address?["zip"]?.text ?? "",
                city: address?["city"]?.text ?? "",
                country: address?["countryCodeV2"]?.text ?? ""
            )
        }
    }

    /// Every node of a connection.
    private func all(_ query: String, _ connection: String) async throws -> [JSONValue] {
        var nodes: [JSONValue] = []
        var after = JSONValue.null
        repeat {
            let answer = try await post("/admin/api/2026-07/graphql.json", ["query": .string(query), "variables": ["after": after]])
            guard let page = answer["data"]?[connection] else {
                throw CommandResult(.failed, "The sandbox shop does not answer as expected: \((try? JSONCoding.text(answer)) ?? "")")
            }
            nodes += page["nodes"]?.elements ?? []
            after = page["pageInfo"]?["hasNextPage"] == true ? page["pageInfo"]?["endCursor"] ?? .null : .null
        } while after != .null
        return nodes
    }

    private func post(_ path: String, _ body: JSONValue) async throws -> JSONValue {
        var request = HTTPClientRequest(url: address + path)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "X-Shopify-Access-Token", value: "sandbox-token")
        request.body = .bytes(ByteBuffer(string: try JSONCoding.text(body)))
        let response = try await client.execute(request, timeout: .seconds(20))
        let data = Data(try await response.body.collect(upTo: 16 << 20).readableBytesView)
        guard response.status == .ok else { throw CommandResult(.failed, "The sandbox shop refused \(path): \(response.status).") }
        return try JSONCoding.decoder().decode(JSONValue.self, from: data)
    }
}

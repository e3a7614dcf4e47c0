import BackOffice
import Foundation
import Storage

/// What is held of a person.
public struct PersonalData: Sendable, Codable {
    /// An order as it was imported.
    public struct Order: Sendable, Codable {
        public var name: String
        public var email: String?
        public var phone: String?
        public var note: String?
        public var customer: OrderCustomer?
        public var billingAddress: OrderAddress?
        public var shippingAddress: OrderAddress?
    }

    /// The link to our customer.
    public struct Link: Sendable, Codable {
        public var id: String
        public var name: String
        public var email: String?
        public var phone: String?
        public var customerNo: String?
    }

    public var customer: Link?
    public var orders: [Order]

    var isEmpty: Bool { customer == nil && orders.isEmpty }
}

/// The requests of persons about their data, and what was done.
public struct PrivacyRequests: Sendable {
    let database: Database

    /// The newest first.
    /// - Parameters:
    ///   - shop: only those of this shop; it may be gone meanwhile.
    ///   - id: the last one of the page before.
    public func list(shop: String? = nil, state: PrivacyRequest.State? = nil, limit: Int = 100, after id: String? = nil) async throws
        -> [PrivacyRequest]
    {
        try await database.read { try PrivacyStore(tx: $0).list(shop: shop?.uppercased(), state: state, limit: limit, after: id) }
    }

    /// One request.
    /// - Throws: `ConnectorError` `notFound`.
    public func show(_ id: String) async throws -> PrivacyRequest {
        guard let request = try await database.read({ try PrivacyStore(tx: $0).find(id) }) else {
            throw ConnectorError(.notFound, "There is no privacy request \(id).", record: id)
        }
        return request
    }

    /// What is held of the person now: at most 1 000 orders.
    public func data(_ request: PrivacyRequest) async throws -> PersonalData {
        try await database.read { tx in
            guard let customer = request.customerId else { return PersonalData(customer: nil, orders: []) }
            let link = try tx.first(
                """
                SELECT customer_id, name, email, phone, customer_no FROM connector_customers
                WHERE shop = \(request.shop) AND customer_id = \(customer)
                """
            ).map { row in
                PersonalData.Link(
                    id: try row.get("customer_id"),
                    name: try row.get("name"),
                    email: try row.get("email"),
                    phone: try row.get("phone"),
                    customerNo: try row.get("customer_no")
                )
            }
            let ids = Set(try RedactionStore(tx: tx, shop: request.shop).orders(of: customer)).union(request.orders)
            let orders = try tx.rows(
                """
                SELECT content FROM connector_orders WHERE shop = \(request.shop) AND id IN \(list: ids.sorted().prefix(1000).map { $0 })
                ORDER BY id
                """
            ).map { row in
                let order = try ShopOrder.unpacked(try row.get("content", as: [UInt8].self))
                return PersonalData.Order(
                    name: order.name,
                    email: order.email,
                    phone: order.phone,
                    note: order.note,
                    customer: order.customer,
                    billingAddress: order.billingAddress,
                    shippingAddress: order.shippingAddress
                )
            }
            return PersonalData(customer: link, orders: orders)
        }
    }
}

import BackOffice
import Foundation
import Storage

/// The shops' customers as far as syncs have met them, for people: who of ours each one is, and changing that.
public struct Customers: Sendable {
    let database: Database
    let backOffice: any BackOffice

    private struct Record: Decodable {
        var id: String
        var shop: String
        var name: String
        var email: String?
        var phone: String?
        var no: String?
        var seenAt: Date

        var position: LinkFilter.Position { LinkFilter.Position(shop: shop, id: id, name: name) }

        var summary: CustomerSummary {
            CustomerSummary(id: id, shop: shop, name: name, email: email, phone: phone, no: no, seenAt: seenAt)
        }
    }

    /// By shop and id.
    public func list(_ filter: LinkFilter = LinkFilter()) async throws -> [CustomerSummary] {
        try await database.read { try LinkTable.customers.list(Record.self, filter, $0).map(\.summary) }
    }

    /// A page that answers at once, however many there are: see ``LinkPage/next`` for what that means for a search.
    public func page(_ filter: LinkFilter) async throws -> LinkPage<CustomerSummary> {
        try await database.read { tx in
            let page = try LinkTable.customers.page(Record.self, filter, key: \.position, tx)
            return LinkPage(records: page.records.map(\.summary), next: page.next)
        }
    }

    /// - Parameter id: the global id, or its number.
    /// - Throws: `ConnectorError` `notFound`.
    public func show(_ id: String, shop: String) async throws -> CustomerSummary {
        try await database.read { try Self.existing(id, shop, $0) }
    }

    /// A person says who of ours a shop's customer is.
    /// - Throws: `ConnectorError` `notFound`; `invalidValue` with the field `customer` when there is no such customer, or it is blocked.
    @discardableResult
    public func map(_ id: String, shop: String, customer no: String) async throws -> CustomerSummary {
        let theirs = try await show(id, shop: shop)
        let wanted = no.trimmed
        guard !wanted.isEmpty else { throw ConnectorError(.invalidValue, "Name the customer.", record: theirs.name, field: "customer") }
        guard let ours = try await backOffice.customer(no: wanted) else {
            throw ConnectorError(.invalidValue, "There is no customer \(wanted).", record: theirs.name, field: "customer")
        }
        guard !ours.blocked else {
            throw ConnectorError(
                .invalidValue,
                "Customer \(ours.no) is blocked; choose another one.",
                record: theirs.name,
                field: "customer"
            )
        }
        return try await database.write { tx in
            try tx.execute(
                """
                UPDATE connector_customers SET customer_no = \(ours.no) WHERE shop = \(theirs.shop) AND customer_id = \(theirs.id)
                """
            )
            return try Self.existing(theirs.id, theirs.shop, tx)
        }
    }

    /// Forgets who of ours it is; the next sync looks anew.
    @discardableResult
    public func unmap(_ id: String, shop: String) async throws -> CustomerSummary {
        try await database.write { tx in
            let customer = try Self.existing(id, shop, tx)
            try CustomerLinkStore(tx: tx, shop: customer.shop).unlink([customer.id])
            return try Self.existing(customer.id, customer.shop, tx)
        }
    }

    private static func existing(_ id: String, _ shop: String, _ tx: Transaction) throws -> CustomerSummary {
        let code = try ShopStore(tx: tx).existing(shop).code
        let whole = id.allSatisfy(\.isNumber) ? "gid://shopify/Customer/\(id)" : id
        let found = try tx.first(
            Record.self,
            "SELECT \(LinkTable.customers.columns) FROM connector_customers WHERE shop = \(code) AND customer_id = \(whole)"
        )
        guard let found else {
            throw ConnectorError(.notFound, "No sync has met a customer \(id) of the shop \(code).", record: id, field: "id")
        }
        return found.summary
    }
}

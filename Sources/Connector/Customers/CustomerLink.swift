import Foundation
import Storage

/// A customer of the shop and ours, as far as one was found.
struct CustomerLink: Sendable, Hashable {
    var customerID: String
    var name: String
    var email: String?
    var phone: String?
    var no: String?
}

struct CustomerLinkStore {
    let tx: Transaction
    let shop: String

    func numbers(of ids: [String]) throws -> [String: String] {
        var found: [String: String] = [:]
        let rows = try tx.rows(
            """
            SELECT customer_id, customer_no FROM connector_customers
            WHERE shop = \(shop) AND customer_id IN \(list: ids) AND customer_no IS NOT NULL
            """
        )
        for row in rows { found[try row.get("customer_id")] = try row.get("customer_no", as: String.self) }
        return found
    }

    /// A link that was found stays when a later run finds none.
    func save(_ links: [CustomerLink]) throws {
        let now = try tx.now()
        let unique = Dictionary(links.map { ($0.customerID, $0) }) { first, second in first.no == nil ? second : first }
        try tx.insert(
            into: "connector_customers",
            columns: ["shop", "customer_id", "name", "email", "phone", "customer_no", "seen_at"],
            rows: unique.values.sorted { $0.customerID < $1.customerID }.map { link in
                [
                    shop.databaseValue, link.customerID.databaseValue, link.name.databaseValue, link.email.databaseValue,
                    link.phone.databaseValue, link.no.databaseValue, now.databaseValue,
                ]
            },
            onConflict: """
                ON CONFLICT (shop, customer_id) DO UPDATE SET name = excluded.name, email = excluded.email, phone = excluded.phone,
                customer_no = COALESCE(excluded.customer_no, connector_customers.customer_no), seen_at = excluded.seen_at
                """
        )
    }

    /// A person, or a customer that was deleted in the back office, unlinks.
    func unlink(_ ids: [String]) throws {
        try tx.execute("UPDATE connector_customers SET customer_no = NULL WHERE shop = \(shop) AND customer_id IN \(list: ids)")
    }
}

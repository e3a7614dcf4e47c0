/// The access scopes that the tasks need, and what for (Shopify Admin API 2026-07, access scopes).
enum AccessScopes {
    struct Scope: Sendable {
        /// Any of these will do.
        var names: [String]
        var purpose: String
        /// Whether a task cannot do its work at all without it.
        var isRequired: Bool
    }

    static let all: [Scope] = [
        Scope(names: ["read_orders", "write_orders"], purpose: "importing orders", isRequired: true),
        Scope(names: ["write_orders"], purpose: "writing document numbers back and archiving orders", isRequired: false),
        Scope(names: ["read_all_orders"], purpose: "importing orders older than 60 days", isRequired: false),
        Scope(names: ["read_customers", "write_customers"], purpose: "customers of orders and Sync customers", isRequired: true),
        Scope(names: ["read_products", "write_products"], purpose: "products of order lines and Sync products", isRequired: true),
        Scope(names: ["read_locations"], purpose: "locations of orders and stock", isRequired: true),
        Scope(
            names: ["read_merchant_managed_fulfillment_orders", "write_merchant_managed_fulfillment_orders"],
            purpose: "where an order's lines are shipped from",
            isRequired: true
        ),
        Scope(names: ["write_merchant_managed_fulfillment_orders"], purpose: "Sync shipments", isRequired: false),
        Scope(
            names: ["write_assigned_fulfillment_orders"],
            purpose: "accepting requests to a fulfillment service of this app",
            isRequired: false
        ),
        Scope(names: ["read_returns", "write_returns"], purpose: "returns and exchanges of orders", isRequired: false),
        Scope(names: ["read_payment_terms", "write_payment_terms"], purpose: "payment terms of orders", isRequired: false),
        Scope(names: ["read_inventory", "write_inventory"], purpose: "reading stock", isRequired: false),
        Scope(names: ["write_inventory"], purpose: "Sync inventory", isRequired: false),
        Scope(
            names: ["read_shopify_payments_payouts", "read_shopify_payments", "read_shopify_payments_accounts"],
            purpose: "Sync payouts",
            isRequired: false
        ),
    ]

    /// What is asked for when a merchant is to agree: of alternatives the strongest, as `write_…` includes `read_…`.
    static var requested: [String] {
        let names = all.map { scope in scope.names.first { $0.hasPrefix("write_") } ?? scope.names[0] }
        let written = Set(names.filter { $0.hasPrefix("write_") }.map { "read_" + $0.dropFirst("write_".count) })
        return Set(names).subtracting(written).sorted()
    }

    /// The check of what was granted.
    static func check(_ granted: Set<String>) -> ShopCheck {
        let missing = all.filter { scope in !scope.names.contains(where: granted.contains) }
        guard !missing.isEmpty else { return ShopCheck("scopes", .ok, "All access scopes that the tasks need are granted.") }
        let words = missing.map { "\($0.names[0]) (for \($0.purpose))" }.joined(separator: ", ")
        let fails = missing.contains(where: \.isRequired)
        return ShopCheck("scopes", fails ? .failed : .warning, "Missing access scopes: \(words). Grant them to the app in Shopify.")
    }
}

/// Whom a compliance topic is about (Shopify, "Privacy law compliance"). Of the person only the ids are kept.
struct PrivacySubject: Sendable, Equatable {
    /// Shopify's global id; nil for a whole shop.
    var customerID: String?
    /// Global ids of the orders that are named.
    var orders: [String]
    /// Shopify's number of the request, where it gives one.
    var reference: String?

    init(customerID: String?, orders: [String], reference: String? = nil) {
        self.customerID = customerID
        self.orders = orders
        self.reference = reference
    }

    init(_ members: [String: Any]) {
        let customer = members["customer"] as? [String: Any]
        customerID = WebhookEvent.number(customer?["id"]).map { "gid://shopify/Customer/\($0)" }
        let named = (members["orders_to_redact"] ?? members["orders_requested"]) as? [Any]
        orders = (named ?? []).compactMap { WebhookEvent.number($0) }.map { "gid://shopify/Order/\($0)" }
        reference = WebhookEvent.number((members["data_request"] as? [String: Any])?["id"])
    }
}

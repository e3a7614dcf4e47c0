import ShopifyAdmin

/// What a delivery is about, as far as the tasks are concerned.
enum WebhookTopic {
    /// The work that a topic asks for.
    enum Work: Sendable, Hashable {
        /// A task of the shop reads what changed.
        case task(TaskName)
        /// A bulk operation ended.
        case bulk
        /// The app is gone from the shop.
        case uninstalled
        /// A person's data: told, or forgotten.
        case privacy
        /// Nobody needs it.
        case nothing
    }

    /// What is subscribed to by the API (Shopify Admin API 2026-07, `WebhookSubscriptionTopic`). The compliance topics are not: their
    /// address stands in the app's own configuration at Shopify.
    static let subscribed: [Admin.WebhookSubscriptionTopic] = [
        "ORDERS_CREATE", "ORDERS_UPDATED", "ORDERS_CANCELLED", "REFUNDS_CREATE", "PRODUCTS_UPDATE", "INVENTORY_LEVELS_UPDATE",
        "CUSTOMERS_UPDATE", "FULFILLMENT_ORDERS_FULFILLMENT_REQUEST_SUBMITTED", "FULFILLMENT_ORDERS_ORDER_ROUTING_COMPLETE",
        "FULFILLMENT_ORDERS_PLACED_ON_HOLD", "FULFILLMENT_ORDERS_HOLD_RELEASED", "FULFILLMENT_ORDERS_MOVED",
        "FULFILLMENT_ORDERS_CANCELLED", "BULK_OPERATIONS_FINISH", "APP_UNINSTALLED",
    ].map { Admin.WebhookSubscriptionTopic(rawValue: $0) }

    /// Topics that carry a person's request (Shopify, "Privacy law compliance").
    static let privacy: Set<String> = ["customers/data_request", "customers/redact", "shop/redact"]

    /// - Parameter topic: as the header spells it, such as `orders/create`.
    static func work(_ topic: String) -> Work {
        if privacy.contains(topic) { return .privacy }
        switch topic {
        case "app/uninstalled": return .uninstalled
        case "bulk_operations/finish": return .bulk
        case "products/update": return .task(.syncProducts)
        case "inventory_levels/update": return .task(.syncInventory)
        case "customers/update": return .task(.syncCustomers)
        case "fulfillment_orders/fulfillment_request_submitted": return .task(.syncShipments)
        case "refunds/create": return .task(.syncOrders)
        default: return topic.hasPrefix("orders/") || topic.hasPrefix("fulfillment_orders/") ? .task(.syncOrders) : .nothing
        }
    }

    /// The lock that a run holds while it may be writing what the topic tells of.
    static func lock(_ task: TaskName, shop: String) -> String {
        switch task {
        case .syncProducts: "shop/\(shop)/products"
        case .syncInventory: "shop/\(shop)/inventory"
        case .syncCustomers: "shop/\(shop)/customers"
        default: "shop/\(shop)/orders"
        }
    }
}

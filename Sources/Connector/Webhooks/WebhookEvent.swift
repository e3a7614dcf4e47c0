import Foundation

/// What is kept of a delivery's body: which record, when it changed, and by what it can be told from the delivery before. Names, addresses
/// and amounts are not kept; the tasks ask Shopify for them.
struct WebhookEvent: Sendable, Equatable {
    /// Shopify's global id; of an inventory level, item and location.
    var record: String?
    /// When the record changed, by Shopify's clock.
    var changedAt: Date?
    /// A digest of the content, where stock movements would otherwise look like changes of the record.
    var fingerprint: String?
    /// The person and the orders that a compliance topic names.
    var subject: PrivacySubject?
    /// `query` or `mutation`, of a bulk operation.
    var bulkType: String?

    /// A body that cannot be read leaves everything open: its topic alone says what to do.
    init(topic: String, body: some Sequence<UInt8>) {
        guard let members = (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] else { return }
        let id = Self.number(members["id"])
        let global = members["admin_graphql_api_id"] as? String
        changedAt = (members["updated_at"] as? String).flatMap(Instants.date)
        switch topic {
        case "refunds/create":
            record = Self.number(members["order_id"]).map { "gid://shopify/Order/\($0)" }
            changedAt = (members["created_at"] as? String).flatMap(Instants.date)
        case "products/update":
            record = global ?? id.map { "gid://shopify/Product/\($0)" }
            fingerprint = Self.fingerprint(members)
        case "customers/update": record = global ?? id.map { "gid://shopify/Customer/\($0)" }
        case "inventory_levels/update":
            guard let item = Self.number(members["inventory_item_id"]), let place = Self.number(members["location_id"]) else { return }
            record = "gid://shopify/InventoryItem/\(item)@gid://shopify/Location/\(place)"
        case "bulk_operations/finish":
            record = global
            bulkType = members["type"] as? String
        case _ where topic.hasPrefix("orders/"): record = global ?? id.map { "gid://shopify/Order/\($0)" }
        case _ where topic.hasPrefix("fulfillment_orders/"):
            let order = members.keys.sorted().lazy.compactMap { members[$0] as? [String: Any] }.first { $0["id"] is String }
            record = order?["id"] as? String
        case _ where WebhookTopic.privacy.contains(topic): subject = PrivacySubject(members)
        default: record = global
        }
    }

    /// The content without what changes when stock moves.
    private static func fingerprint(_ members: [String: Any]) -> String? {
        let text = try? JSONSerialization.data(withJSONObject: stripped(members), options: [.sortedKeys])
        return text.map { ContentHash.of($0) }
    }

    private static let volatile: Set<String> = ["updated_at", "inventory_quantity", "old_inventory_quantity"]

    private static func stripped(_ value: Any) -> Any {
        if let members = value as? [String: Any] {
            return members.filter { !volatile.contains($0.key) }.mapValues(stripped)
        }
        if let elements = value as? [Any] { return elements.map(stripped) }
        return value
    }

    /// Ids come as numbers; some bodies have them as texts.
    static func number(_ value: Any?) -> String? {
        if let number = value as? NSNumber { return number.stringValue }
        guard let text = value as? String, !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return text
    }
}

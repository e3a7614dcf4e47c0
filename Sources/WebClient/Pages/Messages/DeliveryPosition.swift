import Connector

/// Where a page of received webhooks ended: shop and id of the delivery.
enum DeliveryPosition {
    @Sendable
    static func text(_ webhook: ReceivedWebhook) -> String { "\(webhook.shop) \(webhook.id)" }

    /// - Throws: `Problem` when the text is not a cursor of this list.
    static func parse(_ text: String) throws -> ReceivedWebhook.Key {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { throw Problem.badRequest("invalid_cursor", "“cursor” must be the “next” of the page before.") }
        return ReceivedWebhook.Key(shop: String(parts[0]), id: String(parts[1]))
    }
}

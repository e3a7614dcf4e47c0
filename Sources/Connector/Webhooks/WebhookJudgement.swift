import Foundation

/// What is to become of a delivery: decided from what is known, without asking Shopify.
enum WebhookJudgement: Sendable, Hashable {
    /// A run of this task reads it.
    case work(TaskName)
    /// The shop's open privacy requests are honoured.
    case privacy
    /// The app is gone: the shop is disabled, with this reason.
    case disable(String)
    case known(String)
    case unwanted(String)
    /// A run that may be the cause is still on: to be looked at when it has ended.
    case wait

    /// What a judgement needs to know.
    struct Knowledge: Sendable {
        var shop: Shop
        /// Locks that running entries of the shop hold.
        var held: Set<String> = []
        /// Whether it has waited long enough for runs to end.
        var isImpatient = false
        var orders: [String: OrderStore.Known] = [:]
        var ownWrites: [String: ClosedRange<Date>] = [:]
        var fingerprints: [String: String] = [:]
        /// Whether some location's stock is sent at all.
        var sendsStock = false
    }

    static func of(_ delivery: WebhookStore.Pending, _ knowledge: Knowledge) -> WebhookJudgement {
        let shop = knowledge.shop
        switch WebhookTopic.work(delivery.topic) {
        case .privacy: return .privacy
        case .nothing: return .unwanted("Nothing is done about this topic.")
        case .uninstalled:
            // News of an earlier installation, late.
            if let at = delivery.triggeredAt, let since = shop.enabledAt, at < since.addingTimeInterval(-OwnWrites.tolerance) {
                return .known("The shop was connected after this.")
            }
            return shop.enabled ? .disable("the app was uninstalled from the shop") : .known("The shop is disabled already.")
        case .bulk:
            guard shop.enabled else { return .unwanted("The shop is disabled.") }
            guard knowledge.held.isEmpty else { return .known("A running task follows its bulk operation.") }
            return .work(delivery.detail == "mutation" ? .syncProducts : .syncOrders)
        case .task(let task):
            guard shop.enabled else { return .unwanted("The shop is disabled.") }
            if let refusal = refusal(task, knowledge) { return .unwanted(refusal) }
            if knowledge.held.contains(WebhookTopic.lock(task, shop: shop.code)), !knowledge.isImpatient { return .wait }
            if let reason = known(delivery, task, knowledge) { return .known(reason) }
            return .work(task)
        }
    }

    /// What the shop card does not ask for.
    private static func refusal(_ task: TaskName, _ knowledge: Knowledge) -> String? {
        let settings = knowledge.shop.settings
        switch task {
        case .syncProducts:
            return settings.itemSync == .fromShopify ? nil : "Items do not come from this shop (itemSync)."
        case .syncCustomers:
            let isWanted = settings.customerImport == .all || settings.customerImport == .withOrders && settings.shopCanUpdateCustomers
            return isWanted ? nil : "Changed customers are not taken over (customerImport, shopCanUpdateCustomers)."
        case .syncInventory:
            return settings.allowDataSync && knowledge.sendsStock ? nil : "No stock is sent to this shop."
        case .syncShipments:
            return settings.allowDataSync ? nil : "Nothing is sent to this shop (allowDataSync)."
        default: return nil
        }
    }

    private static func known(_ delivery: WebhookStore.Pending, _ task: TaskName, _ knowledge: Knowledge) -> String? {
        guard let record = delivery.record else { return nil }
        if let span = knowledge.ownWrites[record], let at = delivery.changedAt ?? delivery.triggeredAt, span.contains(at) {
            return "It tells of what was written from here."
        }
        if let before = knowledge.fingerprints[record], before == delivery.fingerprint { return "Only stock moved." }
        guard let order = knowledge.orders[record], let at = delivery.changedAt, order.updatedAt >= at else { return nil }
        if order.ownWrite { return "It tells of what was written from here." }
        // Times have whole seconds: what was read within two of its change may have changed once more.
        return order.readAt.timeIntervalSince(order.updatedAt) >= 2 ? "It was read meanwhile." : nil
    }
}

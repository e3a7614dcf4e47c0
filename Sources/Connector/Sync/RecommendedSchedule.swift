import Foundation
public import JobQueue

/// The recurring entries that suit a shop card, made in one step. A task that has a recurring entry already keeps it, so that doing it twice
/// does nothing twice.
public struct RecommendedSchedule: Sendable {
    let shops: Shops
    let queue: JobQueue

    public init(shops: Shops, queue: JobQueue) {
        self.shops = shops
        self.queue = queue
    }

    /// One entry of the recommendation.
    public struct Line: Sendable, Hashable, Codable {
        /// The task's name.
        public var task: String
        public var number: Int
        public var title: String
        public var recurrence: Recurrence
        /// Why this often.
        public var reason: String
        /// The entry that does it: an older one, or the one that was made; nil while there is none.
        public var entry: String?
        /// Whether it was made just now.
        public var isNew: Bool
    }

    /// What would be made, and what is there already. Nothing is changed.
    public func show(_ code: String) async throws -> [Line] {
        let shop = try await shops.show(code)
        let there = try await queue.entries(EntryFilter(shop: shop.code)).filter { $0.recurrence != nil }
        return try Self.lines(for: shop).map { line in
            var line = line
            line.entry = there.first { $0.task == line.task }?.id
            return line
        }
    }

    /// Makes what is missing; answers all lines with their entries.
    /// - Parameter owner: who asks for it.
    @discardableResult
    public func apply(_ code: String, owner: String? = nil) async throws -> [Line] {
        let shop = try await shops.show(code)
        var lines = try await show(code)
        for index in lines.indices where lines[index].entry == nil {
            var entry = NewEntry(task: lines[index].task, shop: shop.code, recurrence: lines[index].recurrence, owner: owner)
            entry.priority = .low
            lines[index].entry = try await queue.enqueue(entry).id
            lines[index].isNew = true
        }
        return lines
    }

    /// The lines for a shop card, in the order in which the tasks depend on each other. The first minutes differ, so that not all start at once.
    static func lines(for shop: Shop) throws -> [Line] {
        let settings = shop.settings
        let sends = settings.allowDataSync
        let zone = shop.zone.identifier
        func line(_ task: TaskName, _ title: String, _ start: String, every: Int?, _ reason: String) throws -> Line {
            Line(
                task: task.rawValue,
                number: task.number,
                title: title,
                recurrence: try Recurrence(days: .all, start: start, every: every, zone: zone),
                reason: reason,
                isNew: false
            )
        }
        var lines = [
            try line(.syncOrders, "Sync orders from Shopify", "00:00", every: 10, "Orders wait for nobody; nothing new costs one request.")
        ]
        if !settings.autoCreateSalesDocuments {
            lines.append(try line(.processOrders, "Process Shopify orders", "00:04", every: 15, "After the orders have come."))
        }
        if sends {
            lines.append(
                try line(.syncShipments, "Sync shipments to Shopify", "00:06", every: 15, "Buyers look for their tracking numbers.")
            )
            lines.append(try line(.syncInventory, "Sync inventory to Shopify", "00:08", every: 15, "What is sold out must not be sold."))
        }
        if settings.itemSync == .fromShopify || (settings.itemSync == .toShopify && sends) {
            lines.append(
                try line(.syncProducts, "Sync products and/or prices", "00:12", every: 60, "Items and prices change by day, not by minute.")
            )
        }
        if settings.customerImport == .all || (settings.canUpdateShopCustomers && sends) {
            lines.append(try line(.syncCustomers, "Sync customers", "00:22", every: 60, "Customers of orders come with the orders."))
        }
        if settings.imageSync == .fromShopify || (settings.imageSync == .toShopify && sends) {
            lines.append(
                try line(.syncImages, "Sync product images", "02:30", every: nil, "Pictures are large and seldom change: at night.")
            )
        }
        lines.append(try line(.syncPayouts, "Sync payouts", "06:00", every: nil, "Shopify pays out once a day."))
        return lines
    }
}

import Storage

/// The counts that tell people where they are needed, of one shop or of all.
public struct CueCounts: Sendable, Hashable, Codable {
    public var unmappedCustomers = 0
    public var unmappedProducts = 0
    public var unprocessedOrders = 0
    public var orderErrors = 0
    public var orderUpdates = 0
    public var unprocessedShipments = 0
    public var shipmentErrors = 0
    public var skippedRecords = 0
    public var synchronizationErrors = 0

    public init() {}

    /// A figure of this size stands for this many or more: nobody acts differently on a larger one, and counting on would take time.
    public static let limit = 10_000
}

public struct Cues: Sendable {
    let database: Database

    /// - Parameter shop: nil counts over all shops.
    public func counts(shop: String? = nil) async throws -> CueCounts {
        try await database.read { tx in
            let code = try shop.map { try ShopStore(tx: tx).existing($0).code }
            func count(_ table: String, _ condition: Statement) throws -> Int {
                let filter: Statement = code.map { "AND shop = \($0)" } ?? ""
                return try tx.value(
                    Int.self,
                    "SELECT COUNT(*) FROM (SELECT 1 AS one FROM \(raw: table) WHERE \(condition) \(filter) LIMIT \(CueCounts.limit)) AS counted"
                ) ?? 0
            }
            var counts = CueCounts()
            counts.unmappedCustomers = try count("connector_customers", "customer_no IS NULL")
            counts.unmappedProducts = try count("connector_variants", "item_no IS NULL")
            counts.unprocessedOrders = try count("connector_orders", "processed = 0")
            counts.orderErrors = try count("connector_orders", "error IS NOT NULL")
            counts.orderUpdates = try count("connector_orders", "update_flagged = 1")
            counts.shipmentErrors = try count("connector_skipped", "task = \(TaskName.syncShipments.rawValue)")
            counts.skippedRecords = try count("connector_skipped", "1 = 1")
            counts.synchronizationErrors = try count("connector_activity", "error IS NOT NULL")
            return counts
        }
    }
}

/// A back office that posts shipments and knows their tracking.
public protocol ShipmentReporting: BackOffice {
    /// Shipments (never receipts of returns) that were posted or got other tracking after the cursor, oldest change first; with nil from
    /// the beginning.
    ///
    /// - Parameter ownKeys: Only those of orders that were created with keys that begin so; nil: all.
    func shipments(changedAfter cursor: String?, ownKeys: String?, limit: Int) async throws -> ShipmentPage

    func shipments(numbers: [String]) async throws -> [Shipment]
}

/// A part of the shipments that changed.
public struct ShipmentPage: Sendable, Hashable {
    public var shipments: [Shipment]
    /// Where to go on.
    public var cursor: String
    public var hasMore: Bool

    public init(shipments: [Shipment], cursor: String, hasMore: Bool) {
        self.shipments = shipments
        self.cursor = cursor
        self.hasMore = hasMore
    }
}
